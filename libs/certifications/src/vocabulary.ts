import type { OUTSIDE_EXAMS } from './certification/exam-days.sql';
import type {
  CertificationKind,
  EvidenceKind,
  RenewalKind,
} from './certification/certification.rules';
import type { AttemptState, ExamPayment } from './exam/exam-attempt.rules';
import type { Stage } from './pipeline/stages';
import type { Validity } from './record/validity.rules';
import type { CorrectionState } from './record/correction.rules';
import type { ShownState } from './record/certification-record.rules';

/** Each can be followed by です: 「この報告は、すでに差戻し済みです」. */
export const RECORD_STATE_WORDS: Readonly<Record<ShownState, string>> = {
  reported: '確認待ち',
  verified: '確認済み',
  returned: '差戻し済み',
  withdrawn: '取下げ済み',
  revoked: '確認の取消し済み',
  annulled: '誤りとして取消し済み',
  set_aside: 'つなぐ前の番号の記録',
};

/** Each can be followed by です, as those of a record. */
export const CORRECTION_STATE_WORDS: Readonly<Record<CorrectionState, string>> = {
  proposed: '訂正の確認待ち',
  confirmed: '訂正済み',
  declined: '訂正の差戻し済み',
  withdrawn: '訂正の取下げ済み',
};

/** Of a verified certificate that has an end. */
export const VALIDITY_WORDS: Readonly<Record<Validity, string>> = {
  valid: '有効',
  renewal: '更新の時期',
  expired: '期限切れ',
};

export const ATTEMPT_STATE_WORDS: Readonly<Record<AttemptState, string>> = {
  booked: '受験予定',
  provisional_pass: '合格見込み',
  passed: '合格',
  failed: '不合格',
  cancelled: '取りやめ',
};

/** The ways to a certificate as columns of a board. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  intention: '意向あり',
  studying: '学習中',
  ready: '準備できた',
  applied: '申込み',
  sitting: '受験日を過ぎた',
  provisional: ATTEMPT_STATE_WORDS.provisional_pass,
  failed: ATTEMPT_STATE_WORDS.failed,
  passed: ATTEMPT_STATE_WORDS.passed,
  reported: '証書提出',
  verified: RECORD_STATE_WORDS.verified,
};

export const EXAM_PAYMENT_WORDS: Readonly<Record<ExamPayment, string>> = {
  voucher: 'バウチャー',
  own: '自分で払う',
};

export const CERTIFICATION_KIND_WORDS: Readonly<Record<CertificationKind, string>> = {
  national: '国家試験・国家資格',
  public: '公的な資格',
  private: '民間の資格',
};

export const CERTIFICATION_RENEWAL_WORDS: Readonly<Record<RenewalKind, string>> = {
  none: '無期限',
  fixed_term: '期限あり',
  continuing_education: '登録更新制',
};

export const CERTIFICATION_EVIDENCE_WORDS: Readonly<Record<EvidenceKind, string>> = {
  pass_certificate: '合格証書',
  registration_card: '登録証',
  screen_copy: '画面の写し',
  hr_record: '人事の記録',
  other: 'その他の書類',
};

/** The codes of the exams as the audit log says them; what they are called on a page is a fact of the day (資格の一覧). */
export const CERTIFICATION_WORDS: Readonly<Record<string, string>> = {
  ip: 'ITパスポート',
  sg: '情報セキュリティマネジメント',
  fe: '基本情報技術者',
  ap: '応用情報技術者',
  riss: '情報処理安全確保支援士',
};

/** Of an exam that is booked for a day on which there is none. */
export const OUTSIDE_WORDS = {
  after_last: '最後の試験より後',
  before_first: '最初の試験より前',
} as const satisfies Readonly<Record<(typeof OUTSIDE_EXAMS)[number], string>>;

/** Longer in a stage of the way to an exam than it should take. */
export const STUCK_WORD = '止まっている';

/** Why somebody does not get on, where that is known; empty: they do. */
export function stuckText({
  isStuck,
  outside,
}: {
  readonly isStuck: boolean;
  readonly outside: keyof typeof OUTSIDE_WORDS | null;
}): string {
  if (outside !== null) return OUTSIDE_WORDS[outside];
  return isStuck ? STUCK_WORD : '';
}
