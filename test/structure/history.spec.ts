import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';

/** The dated facts of which every version is kept. Whoever gives a table a history adds it here. */
const HISTORIES = [
  'assignment_withdrawals',
  'certification_corrections',
  'certification_records',
  'certification_versions',
  'counting_rules',
  'distinct_people',
  'employment_statuses',
  'employments',
  'exam_attempts',
  'exam_intentions',
  'exam_progress_shares',
  'exam_time_allowances',
  'exemptions',
  'handover_ticks',
  'head_deputies',
  'import_words',
  'kpi_targets',
  'kpi_values',
  'learning_prompts',
  'letter_templates',
  'nominations',
  'notice_readings',
  'notice_tellings',
  'office_holidays',
  'org_unit_periods',
  'person_details',
  'person_joins',
  'post_titles',
  'postings',
  'practice_notice_wishes',
  'question_withdrawals',
  'reminder_requests',
  'reminder_rules',
  'reminder_words',
  'role_activities',
  'role_appointment_extensions',
  'role_appointments',
  'role_versions',
  'settings',
  'staff_numbers',
  'transfer_draft_readers',
  'transfer_draft_rows',
  'unit_successions',
  'vocabulary_words',
];

/** The view `persons` shows what is dated; nothing may be written through it. */
const VIEWS = [...HISTORIES, 'persons'];

/** Libs in which only `inForce` says that a row holds on a day. A lib that is done adds itself. */
const WITHOUT_OWN_VALIDITY = [
  'access',
  'accounts',
  'appointments',
  'certifications',
  'courses',
  'coverage',
  'organization',
  'platform',
  'quizzes',
  'reminders',
];
const HOME_OF_VALIDITY = 'libs/organization/src/day/in-force.ts';

/** The only place that writes history by a table's name that is given to it. */
const WRITER = 'libs/platform/src/database/history.ts';

const ROOT = join(__dirname, '../..');

/** What the product runs; specs set the scene and may do what they need. */
const SOURCES = ['libs', 'apps']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((name) => /^[^.]+(\.[a-z-]+)*\.ts$/.test(name.split('/').at(-1) ?? ''))
  .filter((name) => !name.endsWith('.spec.ts') && !name.startsWith('libs/testing/'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

const UPDATE =
  /\bUPDATE\s+(?:ONLY\s+)?(\$\{[^}]*\}\w*|\w+)(?:\s+(?:AS\s+)?\w+)?\s+SET\s+([^;`]*)/gi;
const DELETE = /\bDELETE\s+FROM\s+(?:ONLY\s+)?(\$\{[^}]*\}\w*|\w+)/gi;
const INSERT = /\bINSERT\s+INTO\s+(\w+)/gi;

describe('History', () => {
  it('is read from the sources', () => {
    expect(SOURCES.map(({ name }) => name)).toContain(WRITER);
    expect(SOURCES.length).toBeGreaterThan(200);
  });

  it('is never changed: a row is superseded, and only by its writer', () => {
    const wrong = SOURCES.flatMap(({ name, text }) =>
      [...text.matchAll(UPDATE)]
        .filter(([, table = '', set = '']) => isForbiddenUpdate(name, table, set))
        .map(([whole]) => `${name}: ${whole.slice(0, 80)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is never superseded before it was recorded, however far the clocks of two processes are apart', () => {
    const updates = SOURCES.flatMap(({ name, text }) =>
      [...text.matchAll(/superseded_at = (?!NULL)[^\n]*/g)].map(([set]) => `${name}: ${set}`),
    );
    expect(updates.length).toBeGreaterThanOrEqual(18);
    const wrong = updates.filter(
      (update) => !/superseded_at = greatest\((?:\$\d|:now), recorded_at\)/.test(update),
    );
    expect(wrong).toEqual([]);
  });

  it('is never deleted', () => {
    const wrong = SOURCES.flatMap(({ name, text }) =>
      [...text.matchAll(DELETE)]
        .filter(([, table = '']) => isHistory(table))
        .map(([whole]) => `${name}: ${whole}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is written with who recorded it, never through the view', () => {
    const wrong = SOURCES.flatMap(({ name, text }) =>
      [...text.matchAll(INSERT)]
        .filter(([, table = '']) => VIEWS.includes(table))
        .map(([whole]) => `${name}: ${whole}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    [`UPDATE postings SET valid_to = $2`, true],
    [`UPDATE postings_history SET valid_to = $2, superseded_at = $1`, true],
    [
      `UPDATE postings_history AS h SET superseded_at = $1, superseded_by = $2 WHERE id = $3`,
      false,
    ],
    ['UPDATE ${table} SET a = 1', true],
    [`UPDATE accounts SET suspended_at = NULL`, false],
  ])('would see %s', (sql, isWrong) => {
    const [match] = sql.matchAll(UPDATE);
    expect(isForbiddenUpdate('libs/x.ts', match?.[1] ?? '', match?.[2] ?? '')).toBe(isWrong);
  });

  it('is what a name is read from: the view `persons` shows also a name that holds from tomorrow on', () => {
    const wrong = SOURCES.filter(({ text }) => /\b(?:FROM|JOIN)\s+persons\b/i.test(text));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it.each(WITHOUT_OWN_VALIDITY)('%s leaves it to inForce what holds on a day', (lib) => {
    const wrong = SOURCES.filter(({ name }) => name.startsWith(`libs/${lib}/`))
      .filter(({ name }) => name !== HOME_OF_VALIDITY)
      .filter(({ text }) => /valid_from\s*<=[^\n]*\n?[^\n]*valid_to\s+IS\s+NULL/.test(text));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  describe('in the database', () => {
    let database: TestDatabase;
    let client: Client;

    beforeAll(async () => {
      database = await createTestDatabase();
      client = new Client({ connectionString: database.url });
      await client.connect();
    });

    afterAll(async () => {
      await client.end();
      await database.drop();
    });

    const columnsOf = async (table: string) =>
      (
        await client.query<{ name: string; type: string }>(
          `SELECT column_name AS name, udt_name AS type FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name = $1`,
          [table],
        )
      ).rows;

    it('stands in tables that are all listed here', async () => {
      const { rows } = await client.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name = 'superseded_at' ORDER BY 1`,
      );
      expect(rows.map((row) => row.name)).toEqual(HISTORIES.map((table) => `${table}_history`));
    });

    it.each(HISTORIES)(
      'of %s says when and by whom, and its view what is known now',
      async (table) => {
        const kept = await columnsOf(`${table}_history`);
        expect(kept).toEqual(
          expect.arrayContaining([
            { name: 'recorded_at', type: 'timestamptz' },
            { name: 'recorded_by', type: 'uuid' },
            { name: 'superseded_at', type: 'timestamptz' },
            { name: 'superseded_by', type: 'uuid' },
          ]),
        );
        const shown = (await columnsOf(table)).map((column) => column.name);
        const expected = kept.map((column) => column.name);
        expect(shown).toEqual(
          expect.arrayContaining(expected.filter((name) => !name.startsWith('superseded_'))),
        );
        expect(shown.filter((name) => name.startsWith('superseded_'))).toEqual([]);
      },
    );
  });
});

function isHistory(table: string): boolean {
  return VIEWS.includes(table.replace(/_history$/, '')) || table.startsWith('${');
}

function isForbiddenUpdate(name: string, table: string, set: string): boolean {
  if (!isHistory(table)) return false;
  if (!table.endsWith('_history')) return true;
  if (table.startsWith('${') && name !== WRITER) return true;
  const [assignments = ''] = set.split(/\bWHERE\b|\bFROM\b/i);
  const assigned = [...assignments.matchAll(/(\w+)\s*=/g)];
  return assigned.some(([, column = '']) => !column.startsWith('superseded_'));
}
