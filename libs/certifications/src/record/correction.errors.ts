import { Conflict, formatDateShort, type LocalDate, NotAllowed } from '@app/platform';
import { CORRECTION_STATE_WORDS, RECORD_STATE_WORDS } from '../vocabulary';
import type { RecordState } from './certification-record.rules';
import type { CorrectionState } from './correction.rules';

const LOOK_AGAIN = '画面を開き直して、今の状態を確かめてください。';

export function notCorrectable(state: RecordState): Conflict {
  return new Conflict(
    'certification_correction.not_verified',
    `この報告は、いま${RECORD_STATE_WORDS[state]}です。訂正できるのは、一度確認したものだけです。確認を待っている報告は、差し戻してください。`,
  );
}

export function correctionOpen(): Conflict {
  return new Conflict(
    'certification_correction.open',
    'この記録には、確認を待っている訂正があります。先にその訂正を確定するか、取り下げてください。',
  );
}

export function correctionDecided(state: CorrectionState): Conflict {
  return new Conflict(
    'certification_correction.not_open',
    `この訂正は、すでに${CORRECTION_STATE_WORDS[state]}です。${LOOK_AGAIN}`,
  );
}

export function changedMeanwhile(): Conflict {
  return new Conflict(
    'certification_correction.changed_meanwhile',
    `訂正を申し出たあとに、この記録が変わりました。訂正を差し戻し、今の内容を確かめてから、もう一度申し出てください。`,
  );
}

/** What the confirmation does is another thing than what was read. */
export function otherStateThanShown(state: RecordState): Conflict {
  return new Conflict(
    'certification_correction.other_state',
    `まだ確定していません。開いたあとに、この記録は${RECORD_STATE_WORDS[state]}になりました。今の説明を読み、確かめてから、もう一度押してください。`,
  );
}

/** By what is known of the exam since it was proposed. */
export function impossibleNow(problem: string): Conflict {
  return new Conflict(
    'certification_correction.impossible_day',
    `${problem}この訂正は確定できません。理由を付けて差し戻してください。`,
  );
}

export function ownCertificate(): NotAllowed {
  return new NotAllowed(
    'certification_correction.own',
    'ご自身の資格は訂正できません。ほかの担当者に依頼してください。',
  );
}

export function ownCorrection(): NotAllowed {
  return new NotAllowed(
    'certification_correction.second_person',
    '訂正を申し出た人、報告した人、本人は、その訂正を確定も差戻しもできません。ほかの担当者に依頼してください。',
  );
}

export function notProposer(): NotAllowed {
  return new NotAllowed(
    'certification_correction.not_proposer',
    '訂正を取り下げられるのは、申し出た人だけです。ほかの担当者は、理由を付けて差し戻してください。',
  );
}

/** The holder has another record of the same pass or the same certificate. */
export function standsTwice(other: { readonly name: string; readonly passedOn: LocalDate }) {
  return new Conflict(
    'certification_correction.stands_twice',
    `このとおりに訂正すると、本人の別の記録(${other.name}、${formatDateShort(other.passedOn)}合格)と同じ合格か同じ番号になります。どちらが正しいかを確かめ、要らないほうの記録を取り消してください。`,
  );
}

export function breaksRenewal(): Conflict {
  return new Conflict(
    'certification_correction.breaks_renewal',
    '更新でつながる記録です。資格は変えられません。合格日は、更新前の記録より後で、更新後の記録より前の日にしてください。有効期限も同じです。',
  );
}
