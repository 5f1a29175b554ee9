/** What the product may do with a table besides reading it and adding rows. */
export interface TableRights {
  /** Columns that it may change. */
  readonly update?: readonly string[];
  readonly delete?: true;
}

/** A dated fact is closed and never changed (docs/adr/0015-history-is-rows.md). */
const CLOSING: TableRights = { update: ['superseded_at', 'superseded_by'] };

/**
 * PostgreSQL asks for the right to change a column before it locks a row. Only for tables whose rows a trigger keeps from
 * being changed at all.
 */
const LOCKING: TableRights = { update: ['created_at'] };

/**
 * The rights of the product's database role, table by table: whatever is not listed is only read and added to, the audit
 * log above all. Whoever writes an UPDATE or a DELETE lists its columns here; a missing one fails
 * test/structure/product-rights.spec.ts and every journey that needs it.
 */
const RIGHTS: Readonly<Record<string, TableRights>> = {
  account_notices: { update: ['mailed_at', 'shown_at'], delete: true },
  account_resets: { update: ['decided_at', 'decided_by', 'done_at', 'is_approved'] },
  account_roles: { update: ['valid_to'] },
  accounts: {
    update: [
      'first_password_at',
      'first_password_by',
      'first_password_hash',
      'must_change_password',
      'password_changed_at',
      'password_hash',
      'person_id',
      'second_factor_due_from',
      'session_epoch',
      'suspended_at',
    ],
  },
  audit_month_mails: { update: ['mailed_at'] },
  appointment_batch_members: {
    update: [
      'done_at',
      'findings',
      'looked_at',
      'problem',
      'refusal',
      'result_id',
      'warning_kinds',
      'warnings',
    ],
  },
  appointment_batches: {
    update: [
      'cancelled_at',
      'cancelled_by',
      'confirmed_at',
      'confirmed_by',
      'finished_at',
      'looked_at',
      'takes_warned',
      'undo_reason',
      'undone_at',
      'undone_by',
      'warned_reason',
    ],
  },
  assignment_persons: { update: ['person_id'] },
  calendar_feeds: { update: ['last_used_at', 'revoked_at'] },
  certificate_entry_batches: {
    update: [
      'applied_at',
      'confirmed_at',
      'confirmed_by',
      'discarded_at',
      'discarded_by',
      'problem',
      'sheet',
      'state',
      'undo_reason',
      'undone_at',
      'undone_by',
      'unknown_columns',
    ],
  },
  certificate_entry_rows: { update: ['done_at', 'problem', 'record_id'] },
  closed_obligations: { update: ['person_id'] },
  course_assignments: LOCKING,
  course_drops: { update: ['taken_up_at'] },
  courses: LOCKING,
  cycle_closings: { update: ['undone_at', 'undone_by'] },
  enrollments: { update: ['completed_at', 'cycle', 'last_lesson_id', 'person_id'] },
  exam_question_fits: { update: ['answers', 'difficulty', 'error', 'fitted_at'] },
  exam_questions: { update: ['course_version_id', 'paper', 'position', 'retired_at'] },
  exam_suggestions: { update: ['dismissed_at', 'person_id', 'withdrawn_at', 'withdrawn_by'] },
  figure_publications: {
    update: ['made_at', 'withdrawal_reason', 'withdrawn_at', 'withdrawn_by'],
  },
  file_orders: {
    update: [
      'attempts',
      'beat_at',
      'byte_size',
      'done_rows',
      'expires_at',
      'file_id',
      'file_name',
      'finished_at',
      'mailed_at',
      'problem',
      'roles',
      'run_id',
      'sha256',
      'state',
      'title',
      'total',
    ],
  },
  glossary_terms: { update: ['meaning', 'reading', 'see'], delete: true },
  idempotency_keys: { update: ['location'], delete: true },
  import_batches: {
    update: [
      'applied_at',
      'applied_by',
      'effective_on',
      'source',
      'plan',
      'state',
      'undo_reason',
      'undone_at',
      'undone_by',
    ],
  },
  import_number_choices: { update: ['chosen_at', 'chosen_by', 'person_id'] },
  import_orders: {
    update: [
      'attempts',
      'batch_id',
      'beat_at',
      'done_rows',
      'finished_at',
      'postings_file',
      'problem',
      'run_id',
      'state',
      'units_file',
    ],
  },
  import_rows: { update: ['row_id'] },
  import_texts: { delete: true },
  job_runs: { update: ['finished_at', 'succeeded'] },
  known_devices: { update: ['description', 'last_seen_at', 'token_hash'], delete: true },
  letter_batch_members: { update: ['document_id', 'done_at', 'problem'] },
  letter_batch_parts: { delete: true },
  letter_batches: { update: ['cancelled_at', 'cancelled_by', 'finished_at'] },
  lesson_progress: { update: ['completed_at', 'note'] },
  mock_exams: { update: ['finished_at', 'person_id'] },
  person_identities: LOCKING,
  personal_tokens: { update: ['last_used_at', 'revoked_at'] },
  practice_answers: { update: ['answer', 'answered_at', 'is_correct', 'person_id'] },
  practice_cards: {
    update: [
      'difficulty',
      'due_at',
      'lapses',
      'person_id',
      'repetitions',
      'reviewed_at',
      'stability',
      'state',
      'steps',
      'was_correct',
    ],
  },
  practice_marks: { update: ['person_id'], delete: true },
  practice_sessions: { update: ['ended_at', 'person_id'] },
  question_rescorings: { update: ['done_at'] },
  question_statistics: { delete: true },
  quiz_attempt_questions: {
    update: [
      'answer',
      'answer_revision',
      'answer_tab',
      'answered_at',
      'is_correct',
      'is_marked',
      'late_at',
    ],
  },
  quiz_attempts: {
    update: ['attempt_number', 'correct_count', 'passed', 'person_id', 'submitted_at'],
  },
  readiness_estimates: { update: ['person_id'] },
  recovery_codes: { update: ['ended_at', 'used_at'] },
  reminder_digests: {
    update: ['attempts', 'claimed_at', 'last_error', 'recipient_person_id', 'sent_at', 'state'],
  },
  reminder_halts: { update: ['ended_at', 'ended_by'] },
  reminder_ledger: {
    update: ['digest_id', 'dropped_at', 'halt_id', 'lead', 'object_id', 'recipient_person_id'],
  },
  report_schedules: { update: ['ended_at', 'ended_by', 'valid_to'] },
  second_factors: {
    update: ['counter', 'last_step', 'last_used_at', 'removed_at', 'removed_by'],
  },
  sessions: { update: ['account_id', 'last_seen_at', 'sess'], delete: true },
  sign_in_failures: { update: ['address_forgiven_at', 'forgiven_at'], delete: true },
  sign_ins: { delete: true },
  stored_files: { update: ['removed_at'] },
  syllabi: {
    update: ['minutes', 'pass_field', 'pass_total', 'source', 'title', 'valid_from', 'valid_to'],
  },
  syllabus_fields: { update: ['name', 'number', 'questions', 'scored'] },
  syllabus_items: { update: ['middle_number', 'name'] },
  syllabus_middles: { update: ['field_key', 'major_name', 'major_number', 'name', 'questions'] },
  transfer_draft_effects: {
    update: ['books_mark', 'content', 'made_at', 'problem', 'rows_mark'],
    delete: true,
  },
  transfer_drafts: { update: ['closed_at', 'closed_by', 'state'] },
};

/** The ledger of the migrations is their owner's. */
const READ_ONLY = ['schema_migration'];

/** What the product may have done in its owner's name. */
export const PRODUCT_FUNCTIONS = [
  'forget_access_log(text[], timestamptz, timestamptz)',
  'keep_writers_out(text[])',
  'refresh_statistics(text[])',
] as const;

/** The queue creates and changes what it needs in a schema of its own, and nowhere else. */
export const QUEUE_SCHEMA = 'bullmq';

/** A right as `privilegesOf` and the catalog name it: `SELECT`, or `UPDATE (superseded_at)` for one column. */
export type Privilege = string;

export interface Relation {
  readonly name: string;
  readonly isView: boolean;
}

/** The rights on one table or view of ours. */
export function privilegesOf({ name, isView }: Relation): readonly Privilege[] {
  if (isView || READ_ONLY.includes(name)) return ['SELECT'];
  const rights = rightsOn(name);
  return [
    'SELECT',
    'INSERT',
    ...(rights.update ?? []).map((column) => `UPDATE (${column})`),
    ...(rights.delete ? ['DELETE'] : []),
  ];
}

function rightsOn(table: string): TableRights {
  return table.endsWith('_history') ? CLOSING : (RIGHTS[table] ?? {});
}

/** The tables that are listed by name: each must exist. */
export const LISTED_TABLES: readonly string[] = Object.keys(RIGHTS);
