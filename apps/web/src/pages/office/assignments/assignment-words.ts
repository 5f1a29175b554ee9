import { type AudienceKind, AUDIENCE_WORDS } from '@app/courses';
import type { LocalDate, OfficeCalendar } from '@app/platform';
import { stateChip } from '../../../shell/signs';

/** Of an assignment that is withdrawn, and of whoever it does not ask any more. */
export const WITHDRAWN_CHIP = stateChip('assignment.withdrawn');

export interface DayAndRight {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
  readonly canManage: boolean;
  /** Nobody exempts oneself. */
  readonly ownPersonId: string;
}

export function audienceText(kind: AudienceKind, unitName: string | null): string {
  return kind === 'org_unit' && unitName !== null
    ? `${unitName}(下の組織を含む)`
    : AUDIENCE_WORDS[kind];
}
