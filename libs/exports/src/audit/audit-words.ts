import { SYSTEM_ROLE_WORDS, TOKEN_AREA_WORDS } from '@app/access';
import { dxRoles, END_REASON_WORDS, LETTER_WORDS, roleTitle, SEAL_WORDS } from '@app/appointments';
import {
  ATTEMPT_STATE_WORDS,
  CERTIFICATION_EVIDENCE_WORDS,
  CERTIFICATION_KIND_WORDS,
  CERTIFICATION_RENEWAL_WORDS,
  CERTIFICATION_WORDS,
} from '@app/certifications';
import { AUDIENCE_WORDS } from '@app/courses';
import { EMPLOYMENT_TYPE_WORDS, POSTING_KIND_WORDS } from '@app/organization';
import { words } from '@app/platform';
import { TREATMENT_WORDS } from '@app/quizzes';
import { FORMAT_WORDS } from '../list/list-parts';
import { REPORT_PAPER_WORDS, REPORT_PERIOD_WORDS } from '../report/report-words';
import { DETAIL_NAMES } from './detail-names';
import { SUBJECT_NAMES } from './subject-names';

/** What each action of the audit log is called. A new action without a name fails test/structure/audit-words.spec.ts. */
const ACTION_NAMES: Readonly<Record<string, string>> = {
  'account.created': 'アカウントを作成',
  'account.password_set': 'パスワードを変更',
  'account.reinstated': '利用の停止を解除',
  'account.reset_approved': '再設定の依頼を承認',
  'account.reset_declined': '再設定の依頼を却下・取下げ',
  'account.reset_requested': '再設定の承認を依頼',
  'account.role_granted': '権限を付与',
  'account.role_revoked': '権限を取消し',
  'account.second_factor_added': '二段階認証を登録',
  'account.second_factor_removed': '二段階認証の登録を削除',
  'account.second_factor_reset': '二段階認証の登録をすべて取消し',
  'account.recovery_codes_made': '予備コードを作成',
  'account.sessions_ended': 'ほかの端末のログインを終了',
  'account.signed_in': 'ログイン',
  'account.suspended': '利用を停止',
  'account.waiting_ended': 'ログインの待ち時間を解除',
  'appointment.annulled': '任命を誤りとして取消し',
  'appointment.end_undone': '任命の終了を取消し',
  'appointment.ended': '任命を終了',
  'appointment.extended': '任期を延長',
  'appointment.extension_undone': '任期の延長を取消し',
  'appointment.made': '任命',
  'appointment.renewed': '再任',
  'certification.added': '資格を一覧に登録',
  'certification.change_withdrawn': '予定の資格の変更を取りやめ',
  'certification.changed': '資格の内容を変更',
  'certification.checked': '資格の内容を確かめた',
  'certificate_entry.confirmed': '資格の一括登録を確定',
  'certificate_entry.discarded': '資格の一括登録を取りやめ',
  'certificate_entry.sent': '資格の一括登録の一覧を送信',
  'certification_record.annulled': '資格の記録を誤りとして取消し',
  'certification_record.corrected': '資格の記録の訂正を確定',
  'certification_record.correction_declined': '資格の記録の訂正を差戻し',
  'certification_record.correction_proposed': '資格の記録の訂正を申し出',
  'certification_record.correction_withdrawn': '資格の記録の訂正を取下げ',
  'certification_record.reported': '資格の合格を報告',
  'certification_record.returned': '資格の報告を差戻し',
  'certification_record.revoked': '資格の確認を取消し',
  'certification_record.verified': '資格を確認',
  'certification_record.withdrawn': '資格の報告を取下げ',
  'counting_rule.added': '数え方の版を登録',
  'counting_rule.withdrawn': '予定の数え方を取りやめ',
  get 'course.published'() {
    return `${words.course}を公開`;
  },
  'course_assignment.brought_up_to_date': '受講指定の対象者を更新',
  'course_assignment.created': '受講を指定',
  'course_assignment.withdrawal_undone': '受講指定の取消しを元に戻す',
  'course_assignment.withdrawn': '受講指定を取消し',
  'cycle_closing.made': '年度を締める',
  'cycle_closing.undone': '年度締めを元に戻す',
  get 'enrollment.completed'() {
    return `${words.course}を修了`;
  },
  'enrollment.dropped': '自分で始めた受講をやめる',
  'enrollment.exempted': '受講を免除',
  'enrollment.exemption_undone': '受講の免除を取消し',
  'enrollment.started': '受講を開始',
  'enrollment.taken_up': 'やめた受講を再開',
  'evidence.removed': '取り下げた報告の証明書類を削除',
  'exam_attempt.booked': '受験予定を登録',
  'exam_attempt.cancelled': '受験予定を取消し',
  'exam_attempt.day_changed': '受験日を変更',
  'exam_attempt.failed': '受験結果(不合格)を登録',
  'exam_attempt.plan_changed': '受験の会場・支払いを変更',
  'exam_attempt.passed': '受験結果(合格)を登録',
  'exam_attempt.provisional_pass': '受験結果(合格見込み)を登録',
  'exam_suggestion.sent': '受験のすすめを送信',
  'exam_suggestion.withdrawn': '受験のすすめを取消し',
  'deputy.ended': '代理を終了',
  'deputy.named': '代理を定めた',
  'exam_time.ended': '試験時間の延長を終了',
  'exam_time.extended': '試験時間を延長',
  'nomination.answer_taken_back': '推薦への返事を取消し',
  'nomination.appointed_directly': '直接任命されたため推薦を終了',
  'nomination.approved': '推薦された人の任命を決定',
  'nomination.consented': '推薦に同意',
  'nomination.decision_taken_back': '推薦の差戻し・見送りを取消し',
  'nomination.declined': '推薦を辞退',
  'nomination.lapsed': '推薦の返事の期限切れを記録',
  'nomination.nominated': '役割に推薦',
  'nomination.not_taken': '推薦を見送り',
  'nomination.returned': '推薦を差戻し',
  'nomination.self_nominated': '役割に自薦',
  'nomination.support_taken_back': '副申を取消し',
  'nomination.supported': '副申',
  'nomination.withdrawn': '推薦を取下げ',
  'glossary.published': '用語集を公開',
  'kpi_target.changed': '目標を登録・変更',
  'kpi_target.end_taken_back': '目標を終える予定を取消し',
  'kpi_target.ended': '目標の最後の日を登録',
  'kpi_target.withdrawn': '予定の目標を取りやめ',
  'kpi_value.corrected': '目標の数・状態の入力を訂正',
  'kpi_value.entered': '目標の数・状態を入力',
  'kpi_value.withdrawn': '目標の数・状態の入力を取消し',
  'learning_prompt.noted': '声かけを記録',
  'learning_prompt.taken_back': '声かけの記録を取消し',
  'notice.told': '紙・口頭で伝えた記録',
  'notice.telling_taken_back': '紙・口頭で伝えた記録を取消し',
  'reminder_request.asked': '学習を思い出してもらうお願い',
  'reminder_request.taken_back': '学習を思い出してもらうお願いを取消し',
  'office_holiday.added': '閉庁日を追加',
  'office_holiday.removed': '閉庁日を削除',
  'org_unit.changed': '組織を変更',
  'org_unit.created': '組織を登録',
  get 'org_unit.kpi_flag_changed'() {
    return `${words.leader}を置く${words.unit}かどうかを変更`;
  },
  'organization_import.applied': '取込みを反映',
  'organization_import.discarded': '取込みを取りやめ',
  'import_order.cancelled': '行数の多い取込みを取りやめ',
  'import_order.ordered': '行数の多い取込みを依頼',
  'organization_import.expired': '反映されなかった取込みを取りやめ',
  'organization_import.repaired': '取込みの行をまとめて修正',
  'organization_import.undone': '取込みを取消し',
  'organization_import.previewed': '取込みの内容を確認',
  'organization_import.words_explained': '取込みの言葉の対応を決定',
  'import_words.explained': '取込みの言葉の対応を登録',
  'import_words.forgotten': '取込みの言葉の対応をやめる',
  'organization_import.numbers_chosen': '取込みの番号が同じ人かどうかを選択',
  'person.changed': '職員の情報を変更',
  'person.created': '職員を登録',
  'person.joined': '2つの番号を1人につなぐ',
  'person.number_parted': '取込みで付いた番号を分ける',
  'person.separated': 'つないだ番号を分ける',
  'person.told_apart': '同じ氏名の2人を別の人とする',
  'person.told_apart_undone': '別の人とした登録を取消し',
  'post_title.changed': '職名の扱いを変更',
  'question.rescored': '取り下げた問題の採点し直しを指示',
  'question.withdrawal_undone': '問題の取下げを元に戻す',
  'question.withdrawn': '問題を取下げ',
  'quiz_attempt.rescored': 'テストを採点し直す',
  'quiz_attempt.submitted': 'テストを提出',
  'reminder_rule.changed': '通知の送り方を変更',
  'reminder_rule.withdrawn': '予定の通知の送り方を取りやめ',
  'reminder_halt.ended': '災害対応で止めた通知を再開',
  'reminder_halt.started': '災害対応のため通知を停止',
  'reminder_words.changed': '通知の文面を変更',
  'reminder_words.tried': '通知の文面を自分に試し送り',
  'reminder_words.withdrawn': '予定の通知の文面を取りやめ',
  'reminders.planned': '通知を計画',
  'letter.issued': '任命の書面を発行',
  'letter.reissued': '任命の書面を再発行',
  'appointment_batch.cancelled': '任命の一括登録を中止',
  'appointment_batch.confirmed': '任命の一括登録を実行',
  'appointment_batch.ordered': '任命の一括登録を準備',
  'appointment_batch.undone': '任命の一括登録を取消し',
  'role_activity.logged': '活動を記録',
  'role_activity.taken_back': '活動の記録を取消し',
  'handover.tick_taken_back': '引継ぎの印を取消し',
  'handover.ticked': '引継ぎの項目を済みに',
  'letter_batch.cancelled': '任命の書面の一括発行を中止',
  'letter_batch.ordered': '任命の書面の一括発行を指示',
  'letter_template.added': '任命の書面の文面の版を登録',
  'letter_template.withdrawn': '予定の書面の文面を取りやめ',
  'file_order.cancelled': 'ファイルの作成を取りやめ',
  'file_order.deleted': '保存したファイルを削除',
  'file_order.ordered': 'ファイルの作成を依頼',
  'report_schedule.added': '定期報告を追加',
  'report_schedule.ended': '定期報告を終了',
  'figure_publication.published': '数字を確定',
  'figure_publication.withdrawn': '確定した数字を取下げ',
  'role.added': '役割を追加',
  'role.removed': '役割を取り除き',
  'role_version.added': '役割の要件の版を登録',
  'role_version.withdrawn': '予定の役割の要件を取りやめ',
  // In earlier versions also of the city's words.
  'setting.changed': '設定を変更',
  'word.changed': '市の言葉を変更',
  'word.withdrawn': '市の言葉の変更を取りやめ',
  'upload.infected': 'ウイルス検査で問題が見つかったファイルを拒否',
  'calendar_feed.created': '予定表のアドレスを作成',
  'calendar_feed.revoked': '予定表のアドレスを無効化',
  'token.created': 'アクセストークンを作成',
  'token.revoked': 'アクセストークンを無効化',
  'transfer_draft.adopted': '異動案を反映',
  'transfer_draft.changed': '異動案の内容を変更',
  'transfer_draft.created': '異動案を作成',
  'transfer_draft.discarded': '異動案を取りやめ',
  'transfer_draft.handed_over': '異動案を取込みへ渡した',
  'transfer_draft.opened': '異動案を開いた',
  'transfer_draft.reader_named': '異動案を開ける人を追加',
  'transfer_draft.reader_removed': '異動案を開ける人から外した',
  'transfer_draft.saved': '異動案の書類を保存',
};

/** The words of every enumeration whose codes stand in details. */
const VALUE_NAMES: readonly Readonly<Record<string, string>>[] = [
  SYSTEM_ROLE_WORDS,
  LETTER_WORDS,
  SEAL_WORDS,
  END_REASON_WORDS,
  AUDIENCE_WORDS,
  CERTIFICATION_WORDS,
  CERTIFICATION_KIND_WORDS,
  CERTIFICATION_RENEWAL_WORDS,
  CERTIFICATION_EVIDENCE_WORDS,
  ATTEMPT_STATE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  POSTING_KIND_WORDS,
  TOKEN_AREA_WORDS,
  { read: '読むだけ', write: '読み書き' },
  TREATMENT_WORDS,
  FORMAT_WORDS,
  REPORT_PAPER_WORDS,
  REPORT_PERIOD_WORDS,
];

/** The action in Japanese; its code where it has no name yet. */
export function actionName(action: string): string {
  return ACTION_NAMES[action] ?? action;
}

export function isNamedAction(action: string): boolean {
  return Object.hasOwn(ACTION_NAMES, action);
}

export function subjectTypeName(type: string): string {
  return SUBJECT_NAMES[type] ?? type;
}

/** A value of a fixed vocabulary in Japanese; what people typed stays as it is. */
export function valueName(value: string): string {
  if (dxRoles().includes(value)) return roleTitle(value);
  const words = VALUE_NAMES.find((it) => Object.hasOwn(it, value));
  return words?.[value] ?? value;
}

export function detailName(key: string): string {
  return DETAIL_NAMES[key] ?? key;
}

/** Every action with its name, in the order of the names' codes, for a list to choose from. */
export function actionOptions(): { value: string; text: string }[] {
  return Object.entries(ACTION_NAMES).map(([value, text]) => ({ value, text }));
}
