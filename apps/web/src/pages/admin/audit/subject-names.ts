import { words } from '@app/platform';

/** What an act was about, by the code of its kind. */
export const SUBJECT_NAMES: Readonly<Record<string, string>> = {
  account: 'アカウント',
  accounts: '複数のアカウント',
  address: 'アドレス',
  certification: '資格の一覧',
  certificate_entry_batch: '資格の一括登録',
  certification_record: '資格の記録',
  counting_rule: '数え方',
  get course() {
    return words.course;
  },
  course_assignment: '受講指定',
  cycle_closing: '年度締め',
  enrollment: '受講',
  evidence: '証明書類',
  exam_attempt: '受験',
  glossary: '用語集',
  import_batch: '取込み',
  kpi_target: '目標',
  office_holiday: '閉庁日',
  org_unit: '組織',
  person: '職員',
  personal_token: 'アクセストークン',
  post_title: '職名',
  question: '問題',
  quiz_attempt: 'テスト',
  reminder_run: '通知の計画',
  appointment_batch: '任命の一括登録',
  letter_batch: '任命の書面の一括発行',
  letter_template: '任命の書面の文面',
  role_appointment: '任命',
  role: '役割',
  role_version: '役割の要件',
  setting: '設定',
  word: '市の言葉',
};
