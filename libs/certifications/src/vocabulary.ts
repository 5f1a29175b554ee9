import type { AttemptState } from './exam/exam-attempt.rules';
import type { ShownState } from './record/certification-record.rules';

/** Each can be followed by です: 「この報告は、すでに差戻し済みです」. */
export const RECORD_STATE_WORDS: Readonly<Record<ShownState, string>> = {
  reported: '確認待ち',
  verified: '確認済み',
  returned: '差戻し済み',
  withdrawn: '取下げ済み',
  revoked: '確認の取消し済み',
  annulled: '誤りとして取消し済み',
};

export const ATTEMPT_STATE_WORDS: Readonly<Record<AttemptState, string>> = {
  booked: '受験予定',
  provisional_pass: '合格見込み',
  failed: '不合格',
  cancelled: '取りやめ',
};
