import { words } from '@app/platform';
import type { Role } from './permissions';

/** What each role in the system is called. Being staff needs no name: everybody is. */
export const SYSTEM_ROLE_WORDS: Readonly<Record<Role, string>> = {
  staff: '',
  get unit_head() {
    return words.unitHead;
  },
  get hr() {
    return words.hr;
  },
  get program_office() {
    return words.programOffice;
  },
  auditor: '監査',
  administrator: 'システム管理',
};
