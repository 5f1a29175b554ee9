import 'reflect-metadata';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { dataSourceOptions } from '@app/platform';
import { DataSource } from 'typeorm';

interface Column {
  readonly name: string;
  /** The table it refers to; null without a foreign key. */
  readonly refersTo: string | null;
  readonly isIndexed: boolean;
}

/** Ids without a foreign key, each with its reason. */
const WITHOUT_REFERENCE: readonly string[] = [
  // The logs outlive what they tell of, and the chain of the one is never touched.
  'access_log.actor_account_id',
  'access_log.subject_person_id',
  'audit_entries.actor_account_id',
  // The name of an appointment or a report over all of its rows; no single row has it.
  'certification_corrections_history.record_id',
  'certification_corrections_history.row_id',
  'certification_record_annulments.record_id',
  'certificate_entry_rows.record_id',
  'issued_documents.appointment_id',
  'appointment_batch_members.appointment_id',
  'appointment_batch_members.nomination_id',
  'appointment_batch_members.result_id',
  'handover_ticks_history.appointment_id',
  'letter_batch_members.appointment_id',
  'certification_records_history.renews_id',
  'role_appointment_annulments.appointment_id',
  'role_appointment_extensions_history.appointment_id',
  'role_appointments_history.renews_id',
  'nominations_history.appointment_id',
  // Stands there before the batch does, and is gone when the batch is there.
  'import_texts.batch_id',
  // The run of a worker that makes it, which is no row.
  'file_orders.run_id',
  'import_orders.run_id',
  // Those of one press.
  'exam_suggestions.act_id',
  'notice_readings_history.act_id',
  // A row's own name.
  'certification_records_history.row_id',
  'counting_rules_history.row_id',
  'exam_attempts_history.row_id',
  'kpi_targets_history.row_id',
  'nominations_history.row_id',
  'office_holidays_history.row_id',
  // Rows of whichever table, about a person or a unit.
  'import_rows.row_id',
  'import_rows.subject_id',
  // Rows of whichever table changed hands with a join.
  'person_join_rows.new_row_id',
  'person_join_rows.old_row_id',
  'role_appointments_history.row_id',
  'settings_history.row_id',
  // A course, a unit or an appointment, by the kind of reminder.
  'reminder_ledger.object_id',
  // An obligation, which is derived and no row.
  'reminder_requests_history.object_id',
];

/** Never deleted and never asked for what refers to them: an index would cost every answer that is written. */
const KEPT_FOR_EVER = ['accounts', 'course_versions', 'lessons', 'questions'];

describe('References', () => {
  let testDatabase: TestDatabase;
  let columns: readonly Column[];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const source = new DataSource(dataSourceOptions(testDatabase.url, 1));
    await source.initialize();
    columns = await source.query<Column[]>(COLUMNS);
    await source.destroy();
  });

  afterAll(() => testDatabase.drop());

  it('are foreign keys, or stand in the list with a reason', () => {
    const free = columns.filter((it) => it.refersTo === null).map((it) => it.name);
    expect(free.toSorted()).toEqual(WITHOUT_REFERENCE.toSorted());
  });

  it('say by their name what they hold: …_by an account, …_by_person_id a person', () => {
    const wrong = columns.filter(({ name, refersTo }) => {
      if (name.endsWith('_by')) return refersTo !== 'accounts';
      return name.endsWith('_by_person_id') && refersTo !== 'person_identities';
    });
    expect(wrong).toEqual([]);
    expect(columns.filter(({ name }) => name.endsWith('_by')).length).toBeGreaterThan(30);
  });

  /** Nothing asks by the person who acted on somebody else's. */
  it('have an index that begins with them where the other side is asked or deleted', () => {
    const slow = columns.filter(
      ({ name, refersTo, isIndexed }) =>
        !isIndexed &&
        refersTo !== null &&
        !KEPT_FOR_EVER.includes(refersTo) &&
        !name.endsWith('_by_person_id'),
    );
    expect(slow.map((it) => it.name)).toEqual([]);
  });
});

const COLUMNS = `
  SELECT c.relname || '.' || a.attname AS name, k.confrelid::regclass::text AS "refersTo",
    EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum) AS "isIndexed"
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype
  LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = k.conkey[1]
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname ~ '(_by|_id|_to)$'
  ORDER BY 1`;
