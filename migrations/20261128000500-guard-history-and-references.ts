import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a column of an act means can be told from its name: `…_by` is the account that recorded it, `…_by_person_id` the
 * person who acted, where rules compare persons. Every such column and every id points to a row that exists. History is
 * guarded by the database as well: a row is closed once and never changed or deleted, except by an act that says so
 * (`tsunagaru.rewrites_history`, the retention of personal data).
 */
export class GuardHistoryAndReferences20261128000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(renamed('up'));
    await runner.query(BY_NOBODY);
    await runner.query(REFERENCES.map(referenced).join('\n'));
    await runner.query(INDEXES.map(([table, column]) => indexed(table, column)).join('\n'));
    await runner.query(GUARDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(UNGUARDED);
    await runner.query(
      INDEXES.map(([table, column]) => `DROP INDEX ${table}_${column}_idx;`).join('\n'),
    );
    await runner.query(REFERENCES.map(released).join('\n'));
    await runner.query(renamed('down'));
    await runner.query(`
      UPDATE import_batches SET created_by = '00000000-0000-0000-0000-000000000000' WHERE created_by IS NULL;
      ALTER TABLE import_batches ALTER COLUMN created_by SET NOT NULL;`);
  }
}

/** Persons act on certificates: nobody verifies, revokes or annuls what is their own or what they decided before. */
const ACTED_BY_PERSONS = [
  ['TABLE', 'certification_records_history', ['reported', 'decided', 'revoked']],
  ['VIEW', 'certification_records', ['reported', 'decided', 'revoked']],
  ['TABLE', 'certification_record_annulments', ['annulled', 'held', 'verified']],
] as const;

function renamed(direction: 'up' | 'down'): string {
  return ACTED_BY_PERSONS.flatMap(([kind, name, acts]) =>
    acts.map((act) => {
      const [from, to] = [`${act}_by`, `${act}_by_person_id`];
      const [old, fresh] = direction === 'up' ? [from, to] : [to, from];
      return `ALTER ${kind} ${name} RENAME COLUMN ${old} TO ${fresh};`;
    }),
  ).join('\n');
}

const HISTORIES = [
  'assignment_withdrawals',
  'certification_records',
  'counting_rules',
  'employment_statuses',
  'employments',
  'exam_attempts',
  'exemptions',
  'kpi_targets',
  'office_holidays',
  'org_unit_periods',
  'person_details',
  'person_joins',
  'post_titles',
  'postings',
  'role_appointments',
  'settings',
  'staff_numbers',
  'vocabulary_words',
].map((table) => `${table}_history`);

type Reference = readonly [table: string, column: string, to: 'accounts' | 'person_identities'];

/** What the command line imported was written down as made by an account that does not exist. */
const BY_NOBODY = `
  ALTER TABLE import_batches ALTER COLUMN created_by DROP NOT NULL;
  UPDATE import_batches SET created_by = (SELECT id FROM accounts WHERE id = created_by),
    applied_by = (SELECT id FROM accounts WHERE id = applied_by);`;

const REFERENCES: readonly Reference[] = [
  ...HISTORIES.flatMap((table): Reference[] => [
    [table, 'recorded_by', 'accounts'],
    [table, 'superseded_by', 'accounts'],
  ]),
  ['certification_records_history', 'reported_by_person_id', 'person_identities'],
  ['certification_records_history', 'decided_by_person_id', 'person_identities'],
  ['certification_records_history', 'revoked_by_person_id', 'person_identities'],
  ['certification_record_annulments', 'annulled_by_person_id', 'person_identities'],
  ['certification_record_annulments', 'held_by_person_id', 'person_identities'],
  ['certification_record_annulments', 'verified_by_person_id', 'person_identities'],
  ['course_assignments', 'created_by', 'accounts'],
  ['cycle_closings', 'closed_by', 'accounts'],
  ['cycle_closings', 'undone_by', 'accounts'],
  ['idempotency_keys', 'account_id', 'accounts'],
  ['import_batches', 'applied_by', 'accounts'],
  ['import_batches', 'created_by', 'accounts'],
  ['role_appointment_annulments', 'annulled_by', 'accounts'],
  ['role_appointments_history', 'appointed_by', 'accounts'],
  ['stored_files', 'created_by', 'accounts'],
];

const referenced = ([table, column, to]: Reference): string =>
  `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_fkey FOREIGN KEY (${column}) REFERENCES ${to} (id);`;

const released = ([table, column]: Reference): string =>
  `ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_fkey;`;

/** Looked up from the other side, or deleted there one day by the retention of files. */
const INDEXES = [
  ['certification_records_history', 'evidence_file_id'],
  ['closed_obligations', 'course_id'],
  ['course_assignments', 'course_id'],
  ['course_assignments', 'org_unit_id'],
  ['exemptions_history', 'course_id'],
  ['role_appointments_history', 'org_unit_id'],
] as const;

const indexed = (table: string, column: string): string =>
  `CREATE INDEX ${table}_${column}_idx ON ${table} (${column});`;

const REWRITES = `current_setting('tsunagaru.rewrites_history', true) IS DISTINCT FROM 'on'`;

/** The comparison stands in the trigger's condition: a row that is closed as it should be costs no call. */
const GUARDS = `
  CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'history is never overwritten: % of %', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation', HINT = 'Close the row (superseded_at) and write its successor.';
  END $$;
  ${HISTORIES.map(
    (table) => `
  CREATE TRIGGER ${table}_is_only_closed BEFORE UPDATE ON ${table} FOR EACH ROW
    WHEN (${REWRITES} AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table} FOR EACH ROW
    WHEN (${REWRITES}) EXECUTE FUNCTION refuse_to_rewrite_history();`,
  ).join('')}
  CREATE TRIGGER audit_entries_are_kept BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW
    WHEN (${REWRITES}) EXECUTE FUNCTION refuse_to_rewrite_history();`;

const UNGUARDED = `
  DROP TRIGGER audit_entries_are_kept ON audit_entries;
  ${HISTORIES.map(
    (table) =>
      `DROP TRIGGER ${table}_is_only_closed ON ${table}; DROP TRIGGER ${table}_is_kept ON ${table};`,
  ).join('\n')}
  DROP FUNCTION refuse_to_rewrite_history();`;
