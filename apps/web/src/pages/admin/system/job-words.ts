/** What each schedule does, in words. One without words fails system.spec.ts. */
const SCHEDULE_WORDS: Readonly<Record<string, string>> = {
  'plan-reminders': '通知の計画',
  'sweep-reminders': '送り残した通知の確認',
  'send-account-notices': 'アカウントのお知らせのメール',
  'close-overdue-attempts': '時間切れのテストの提出',
  'fit-questions': '問題のむずかしさと合格の見込みの計算',
  'write-figures-down': '月末の数字の記録',
  'forecast-head-count': '取得者数の見通しの計算',
  'make-files': '一覧のファイルの作成',
  'make-reports': '定期報告の作成',
  'make-publications': '確定した数字のファイルの作成',
  'play-drafts': '異動案の影響の計算',
  'count-questions': '問題ごとの集計',
  'rescore-attempts': '取り下げた問題の採点し直し',
  'guard-audit': '監査記録のつながりの確認と控え',
  'forget-access-log': '保存期間を過ぎた閲覧の記録の削除',
  'mail-audit-month': '月のまとめのメール',
  'enter-certificates': '資格の一括登録',
  'issue-letters': '任命の書面の一括発行',
  'act-on-terms': '再任・延長・任命の一括登録',
  'carry-out-imports': '行数の多い取込みの確認と反映',
  'tidy-up': '期限の切れたものの片付け',
};

/** Jobs that no schedule asks for, by their names. */
const JOB_WORDS: Readonly<Record<string, string>> = {
  ...SCHEDULE_WORDS,
  'deliver-digest': '通知のメールの送信',
  'send-test-notice': '通知の文面の試し送り',
  'renew-estimate': '模擬試験のあとの合格の見込みの計算',
  'mail-audit-anchor': '監査記録の控えのメール',
};

export function isNamedSchedule(id: string): boolean {
  return Object.hasOwn(SCHEDULE_WORDS, id);
}

/** A name without words stays as it is: it is what the log of the worker calls it. */
export function jobName(name: string): string {
  return JOB_WORDS[name] ?? name;
}
