import { Conflict, NotAllowed } from '@app/platform';
import type { EntryState } from './entry-batches';

const STATES: Readonly<Record<EntryState, string>> = {
  sent: 'まだ読み取っている途中です',
  refused: '読み取れなかったものです',
  read: 'まだ確定していません',
  confirmed: '確定し、登録している途中です',
  applied: '登録し終えています',
  discarded: '取りやめられています',
  undone: '取り消されています',
};

export function otherEntryState(state: EntryState): Conflict {
  return new Conflict(
    'certificate_entry.other_state',
    `この一括登録は、${STATES[state]}。画面を開き直して、今の状態を確かめてください。`,
  );
}

export function ownList(): NotAllowed {
  return new NotAllowed(
    'certificate_entry.own',
    'ご自身が送った一覧は確定できません。ほかの担当者に依頼してください。',
  );
}

export function ownConfirmation(): NotAllowed {
  return new NotAllowed(
    'certificate_entry.own_confirmation',
    'ご自身が確定した一括登録や、ご自身の資格を含む一括登録は取り消せません。ほかの担当者に依頼してください。',
  );
}

export function nothingFits(): Conflict {
  return new Conflict(
    'certificate_entry.nothing_fits',
    '登録できる行がありません。ファイルを直して、もう一度送ってください。',
  );
}

export function builtUpon(count: number): Conflict {
  return new Conflict(
    'certificate_entry.built_upon',
    `この一括登録を前提にした記録が${String(count)}件あるため、取り消せません。下の一覧を確かめ、先にそれぞれを取り消すか、記録を1件ずつ取り消してください。`,
  );
}
