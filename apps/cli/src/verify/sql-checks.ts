import { col, Database, statement } from '@app/platform';
import type { Check } from './check';

interface SqlCheck {
  /** The end of its statements' names. */
  readonly key: string;
  readonly name: string;
  /** Selects one number, `count`. */
  readonly counted: string;
  /** Selects `problem`, one row for each thing that is wrong. */
  readonly wrong: string;
}

/**
 * A change that must have left exactly one entry: the things changed and the action that tells of it. What can be undone
 * and goes on later stands in several rows under one id: a thing is its id, however many rows there are.
 */
const AUDITED: readonly (readonly [things: string, subjectType: string, action: string])[] = [
  ['SELECT id FROM accounts', 'account', 'account.created'],
  ['SELECT id FROM personal_tokens', 'personal_token', 'token.created'],
  // A mock exam is nobody else's business: no entry tells of it.
  [
    'SELECT id FROM quiz_attempts WHERE submitted_at IS NOT NULL AND NOT is_private',
    'quiz_attempt',
    'quiz_attempt.submitted',
  ],
  [
    'SELECT id FROM enrollments WHERE completed_at IS NOT NULL',
    'enrollment',
    'enrollment.completed',
  ],
  ['SELECT id FROM certification_records', 'certification_record', 'certification_record.reported'],
  [
    `SELECT id FROM certification_records WHERE state IN ('verified', 'revoked')`,
    'certification_record',
    'certification_record.verified',
  ],
  [
    `SELECT id FROM certification_records WHERE state = 'revoked'`,
    'certification_record',
    'certification_record.revoked',
  ],
  [
    `SELECT id FROM certification_records WHERE state = 'returned'`,
    'certification_record',
    'certification_record.returned',
  ],
  ['SELECT DISTINCT id FROM role_appointments', 'role_appointment', 'appointment.made'],
  [
    `SELECT id FROM import_batches WHERE applied_at IS NOT NULL`,
    'import_batch',
    'organization_import.applied',
  ],
];

const auditedOnce = AUDITED.map(
  ([things, subjectType, action]) => `
    SELECT '${action} ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (${things}) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = '${subjectType}' AND action = '${action}'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = '${action}' AND detail ? 'members' AND subject_type <> '${subjectType}'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1`,
).join(' UNION ALL ');

/** A right has no id of its own in the log: as many entries as it was given to the account. */
const rightsRecorded = `
    SELECT '権限(アカウント ' || r.account_id || '): 付与が' || r.given || '件、その記録が' || log.entries || '件あります' AS problem
    FROM (SELECT account_id, role, count(*) AS given FROM account_roles GROUP BY account_id, role) r
    CROSS JOIN LATERAL (SELECT count(*) AS entries FROM audit_entries e WHERE e.action = 'account.role_granted'
      AND e.subject_id = r.account_id::text AND e.detail ->> 'role' = r.role) log
    WHERE log.entries <> r.given`;

/**
 * What stands in a table without the act that put it there: also what an outsider takes out of the end of the log, where
 * no later entry misses it. The demo's accounts are made with their passwords; a password set later has its entry.
 */
const statesRecorded = `
    SELECT 'アカウント ' || a.id || ': 停止の記録と、いまの状態が違います' FROM accounts a
    WHERE (a.suspended_at IS NOT NULL) <> coalesce((SELECT e.action = 'account.suspended' FROM audit_entries e
      WHERE e.subject_id = a.id::text AND e.action IN ('account.suspended', 'account.reinstated') ORDER BY e.id DESC LIMIT 1), false)
    UNION ALL
    SELECT 'アカウント ' || a.id || ': パスワードを変更した記録がありません' FROM accounts a
    WHERE a.password_changed_at > a.created_at AND NOT EXISTS (SELECT 1 FROM audit_entries e
      WHERE e.action = 'account.password_set' AND (e.subject_id = a.id::text OR e.detail -> 'members' ? a.id::text))
    UNION ALL
    SELECT '設定 ' || s.key || ': 変更が' || s.given || '件、その記録が' || log.entries || '件あります'
    FROM (SELECT key, count(*) AS given FROM settings_history WHERE recorded_by IS NOT NULL GROUP BY key) s
    CROSS JOIN LATERAL (SELECT count(*) AS entries FROM audit_entries e
      WHERE e.action = 'setting.changed' AND e.subject_id = s.key AND e.actor_account_id IS NOT NULL) log
    WHERE log.entries < s.given`;

/** SQL: everything that is kept with its SHA-256: what it is, its very bytes, and what was written of them. */
const KEPT_CONTENTS = `SELECT '月末の数字 ' || as_of AS id, convert_to(figures::text, 'UTF8') AS content, sha256 FROM figure_snapshots
    UNION ALL SELECT '確定した数字 第' || number || '号', convert_to(content::text, 'UTF8'), sha256 FROM figure_publications
    UNION ALL SELECT '確定した数字のファイル ' || name, content, sha256 FROM figure_publication_files
    UNION ALL SELECT '書面 ' || appointment_id || ' ' || issue_number, content, sha256 FROM issued_documents`;

const SQL_CHECKS: readonly SqlCheck[] = [
  {
    key: 'quiz-submissions',
    name: 'I2 テストの最終提出は1回だけ',
    counted: 'SELECT count(*)::int AS count FROM quiz_attempts WHERE submitted_at IS NOT NULL',
    wrong: `SELECT '受験 ' || subject_id || ': 提出の記録が' || count(*) || '件あります' AS problem FROM audit_entries
            WHERE action = 'quiz_attempt.submitted' GROUP BY subject_id HAVING count(*) > 1
            UNION ALL
            SELECT '受験 ' || id || ': 開始より前に提出されています' FROM quiz_attempts WHERE submitted_at < started_at
            UNION ALL
            SELECT '受験 ' || a.id || ': 正答数' || a.correct_count || 'が、問題ごとの正誤の合計と違います'
            FROM quiz_attempts a JOIN quiz_attempt_questions q ON q.attempt_id = a.id
            WHERE a.submitted_at IS NOT NULL GROUP BY a.id
            HAVING count(*) FILTER (WHERE q.is_correct) <> a.correct_count`,
  },
  {
    key: 'late-answers',
    name: 'I3 締切りのあとに受け付けた答えがない',
    counted:
      'SELECT count(*)::int AS count FROM quiz_attempt_questions WHERE answered_at IS NOT NULL',
    wrong: `SELECT '受験 ' || a.id || ': ' || q.position || '問目が締切りまたは提出のあとに保存されています' AS problem
            FROM quiz_attempt_questions q JOIN quiz_attempts a ON a.id = q.attempt_id
            WHERE q.answered_at > a.deadline_at OR q.answered_at > a.submitted_at`,
  },
  {
    key: 'reminders',
    name: 'I4 通知の台帳に同じものが2つない',
    counted: 'SELECT count(*)::int AS count FROM reminder_ledger',
    wrong: `SELECT '通知 ' || min(id::text) || ': 同じ相手・種類・対象・期限の行が' || count(*) || '件あります' AS problem
            FROM reminder_ledger GROUP BY recipient_person_id, kind, object_id, due_on, lead HAVING count(*) > 1
            UNION ALL
            SELECT '送信 ' || min(id::text) || ': 同じ人の同じ日のメールが' || count(*) || '通あります'
            FROM reminder_digests GROUP BY recipient_person_id, day HAVING count(*) > 1
            UNION ALL
            SELECT '通知 ' || l.id || ': 別の人あてのメールに入っています' FROM reminder_ledger l
            JOIN reminder_digests d ON d.id = l.digest_id WHERE d.recipient_person_id <> l.recipient_person_id`,
  },
  {
    key: 'audit-entries',
    name: 'I5 変更ごとに監査記録が1件ある',
    counted: `SELECT coalesce(sum(n), 0)::int AS count FROM (${AUDITED.map(([things]) => `SELECT count(DISTINCT id) AS n FROM (${things}) t`).join(' UNION ALL ')}) all_things`,
    wrong: `${auditedOnce} UNION ALL ${rightsRecorded} UNION ALL ${statesRecorded}`,
  },
  {
    key: 'primary-postings',
    name: 'I7 主務の所属は同じ日に1つ',
    counted: `SELECT count(*)::int AS count FROM postings WHERE kind = 'primary'`,
    wrong: `SELECT '職員 ' || n.staff_number || ': ' || greatest(a.valid_from, b.valid_from) || 'に主務が2つあります' AS problem
            FROM postings a JOIN postings b ON b.person_id = a.person_id AND b.id > a.id AND b.kind = 'primary'
              AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
            JOIN staff_numbers n ON n.person_id = a.person_id AND n.valid_to IS NULL
            WHERE a.kind = 'primary'`,
  },
  {
    key: 'verified-records',
    name: '同じ合格の記録が2つない',
    counted: `SELECT count(*)::int AS count FROM certification_records WHERE state = 'verified'`,
    wrong: `SELECT '資格の記録 ' || min(id::text) || ': 同じ人の同じ合格が' || count(*) || '件あります' AS problem
            FROM certification_records WHERE state = 'verified'
            GROUP BY person_id, certification_id, passed_on HAVING count(*) > 1
            UNION ALL
            SELECT '資格の記録 ' || id || ': 本人または報告した人が確認しています' FROM certification_records
            WHERE decided_by_person_id IN (person_id, reported_by_person_id)
            UNION ALL
            SELECT '資格の記録 ' || id || ': 本人または確認した人が取り消しています' FROM certification_records
            WHERE revoked_by_person_id IN (person_id, decided_by_person_id)`,
  },
  {
    key: 'kept-contents',
    name: '書き留めた数字、確定した数字、発行した書面が、書いたときのまま残っている',
    counted: `SELECT count(*)::int AS count FROM (${KEPT_CONTENTS}) kept`,
    wrong: `SELECT kept.id || ': 内容とSHA-256が合いません' AS problem FROM (${KEPT_CONTENTS}) kept
            WHERE encode(sha256(kept.content), 'hex') <> kept.sha256`,
  },
];

/** The invariants that one statement decides. */
export const sqlChecks: readonly Check[] = SQL_CHECKS.map(checkOf);

function checkOf({ key, name, counted, wrong }: SqlCheck): Check {
  const shared = { parameters: {} } as const;
  const count = { name: `cli.verify-count-of-${key}`, sql: counted, row: { count: col.int } };
  const problem = { name: `cli.verify-${key}`, sql: wrong, row: { problem: col.text } };
  const counting = statement({ ...shared, ...count });
  const finding = statement({ ...shared, ...problem });
  return {
    name,
    run: async (app) => {
      const database = app.get(Database);
      const { count: checked } = await database.only(counting, {});
      const rows = await database.all(finding, {});
      return { checked: `${String(checked)}件`, problems: rows.map((it) => it.problem) };
    },
  };
}
