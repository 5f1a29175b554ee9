import { Conflict, formatDateShort, type LocalDate, NotAllowed, words } from '@app/platform';
import { RECORD_STATE_WORDS } from '../vocabulary';
import type { EndFault } from './certificate-days.rules';
import type { RecordState } from './certification-record.rules';

/** Names the record that is already there, so that nobody has to guess why theirs was refused. */
export function alreadyReported(existing: {
  readonly name: string;
  readonly passedOn: LocalDate;
  readonly state: RecordState;
}): Conflict {
  const what = `${existing.name}(${formatDateShort(existing.passedOn)}合格)`;
  return new Conflict(
    'certification_record.already_reported',
    `${what}は、すでに${RECORD_STATE_WORDS[existing.state]}です。もう一度報告する必要はありません。内容を直すときは、先に前の報告を取り下げてください。`,
  );
}

/** One certificate has one number: a second report of it is a slip, or wants to correct the first one. */
export function sameNumberReported(existing: {
  readonly name: string;
  readonly passedOn: LocalDate;
  readonly state: RecordState;
}): Conflict {
  const what = `${existing.name}(${formatDateShort(existing.passedOn)}合格)`;
  const next =
    existing.state === 'reported'
      ? '合格日などを直すときは、先に前の報告を取り下げてください。'
      : `合格日などが違うときは、${words.hr}に訂正を依頼してください。`;
  return new Conflict(
    'certification_record.same_number',
    `この合格証書番号は、${what}として、すでに${RECORD_STATE_WORDS[existing.state]}です。もう一度報告する必要はありません。${next}`,
  );
}

export function alreadyDecided(state: RecordState): Conflict {
  return new Conflict(
    'certification_record.not_waiting',
    `この報告は、すでに${RECORD_STATE_WORDS[state]}です。画面を開き直して、今の状態を確かめてください。`,
  );
}

export function endIsWrong(name: string, fault: EndFault): Conflict {
  return new Conflict(
    `certification_record.end_${fault}`,
    fault === 'missing'
      ? `${name}は、期限のある資格です。有効期限のない報告は確認できません。有効期限を入力して報告し直すよう、理由を書いて差し戻してください。`
      : `${name}に有効期限はありません。有効期限のある報告は確認できません。有効期限を空欄にして報告し直すよう、理由を書いて差し戻してください。`,
  );
}

export function ownRecord(): NotAllowed {
  return new NotAllowed(
    'certification_record.own',
    'ご自身の資格や、ご自身が代わりに報告したものは確認できません。ほかの担当者に依頼してください。',
  );
}

export function notVerified(state: RecordState): Conflict {
  return new Conflict(
    'certification_record.not_verified',
    `この報告は、いま${RECORD_STATE_WORDS[state]}です。確認を取り消せるのは、確認済みのものだけです。画面を開き直して、今の状態を確かめてください。`,
  );
}

export function recordAnnulled(): Conflict {
  return new Conflict(
    'certification_record.annulled',
    'この報告は、誤りとして取り消されています。画面を開き直して、今の状態を確かめてください。',
  );
}

/** One of two of the same, of a number that was given up: the other one is decided on. */
export function recordSetAside(): Conflict {
  return new Conflict(
    'certification_record.set_aside',
    'この報告は、つなぐ前の番号の記録です。同じ合格の報告が今の番号にあるため、こちらには何もできません。今の番号の報告を確かめてください。',
  );
}

export function notAnnullable(state: RecordState): Conflict {
  return new Conflict(
    'certification_record.not_annullable',
    `この報告は、いま${RECORD_STATE_WORDS[state]}です。誤りとして取り消せるのは、一度確認したものだけです。確認を待っている報告は、差し戻してください。`,
  );
}

export function ownVerification(): NotAllowed {
  return new NotAllowed(
    'certification_record.own_verification',
    'ご自身が確認したものや、ご自身の資格の確認は取り消せません。ほかの担当者に依頼してください。',
  );
}
