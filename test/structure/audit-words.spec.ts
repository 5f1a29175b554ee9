import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS } from '@app/access';
import { createTestDatabase } from '@app/testing';
import { Client } from 'pg';
import { actionOptions, detailName, isNamedAction, subjectTypeName } from '@app/exports';
import { demoCity } from '../support/demo-city';

const LIBS = join(__dirname, '../../libs');

/** `subject.act` in quotation marks; what is made with `new` is the code of an error. */
const LITERAL = /(new \w+\([^')]*|statement\(\{\s*name: )?'([a-z_]+)\.([a-z_]+)'/g;
/** As a property, in whatever way it is put together. */
const PROPERTY = /\baction: ([^\n]+?),?\n/g;
const QUOTED = /^'([a-z_]+\.[a-z_]+)'/;

/** Actions that are put together, as they stand in the source, with all that can come of them. A new one is added here. */
const BUILT: Readonly<Record<string, readonly string[]>> = {
  '`transfer_draft.${deed}`': [
    'adopted',
    'changed',
    'created',
    'discarded',
    'handed_over',
    'opened',
    'reader_named',
    'reader_removed',
    'saved',
  ].map((deed) => `transfer_draft.${deed}`),
  '`certification.${act}`': ['added', 'change_withdrawn', 'changed', 'checked'].map(
    (act) => `certification.${act}`,
  ),
  '`certification_record.${act}`': [
    'annulled',
    'corrected',
    'correction_declined',
    'correction_proposed',
    'correction_withdrawn',
    'reported',
    'returned',
    'revoked',
    'verified',
    'withdrawn',
  ].map((act) => `certification_record.${act}`),
  '`exam_attempt.${act}`': [
    'booked',
    'cancelled',
    'day_changed',
    'failed',
    'passed',
    'plan_changed',
    'provisional_pass',
  ].map((act) => `exam_attempt.${act}`),
  "now === undefined ? 'kpi_value.entered' : 'kpi_value.corrected'": [
    'kpi_value.corrected',
    'kpi_value.entered',
  ],
  "isDone ? 'handover.ticked' : 'handover.tick_taken_back'": [
    'handover.ticked',
    'handover.tick_taken_back',
  ],
  "isTold ? 'notice.telling_taken_back' : 'notice.told'": [
    'notice.told',
    'notice.telling_taken_back',
  ],
  '`letter.${act}`': ['issued', 'reissued'].map((act) => `letter.${act}`),
  '`nomination.${row.step}`': [
    ...['nominated', 'self_nominated', 'consented', 'declined', 'lapsed', 'withdrawn', 'supported'],
    ...['returned', 'not_taken', 'approved', 'appointed_directly'],
    ...['answer_taken_back', 'support_taken_back', 'decision_taken_back'],
  ].map((step) => `nomination.${step}`),
  '`organization_import.${act}`': ['applied', 'discarded', 'expired', 'previewed'].map(
    (act) => `organization_import.${act}`,
  ),
};

/** Written by earlier versions only; their rows stay in the log and keep their names. */
const FORMERLY: readonly string[] = [
  'course_assignment.brought_up_to_date',
  // An import was one row for each person and unit; now it is one row that lists them.
  'org_unit.changed',
  'org_unit.created',
  'person.changed',
  'person.created',
];

/** Handed on from where it is written as a literal, a type, or a condition of a search. */
const HANDED_ON = /^(entry\.action|filter\.action|action|string|col\.text)\b|^'(text)?'/;

describe('Actions of the audit log', () => {
  const sources = readdirSync(LIBS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(LIBS, name), 'utf8'))
    .join('\n');
  const written = [...sources.matchAll(PROPERTY)].map((match) => match[1] ?? '');
  const built = written.filter((text) => !QUOTED.test(text) && !HANDED_ON.test(text));
  const subjects = new Set(actionOptions().map(({ value }) => value.split('.')[0]));
  const literals = [...sources.matchAll(LITERAL)]
    .filter(([, error, subject]) => !error && subjects.has(subject))
    .map(([, , subject, act]) => `${subject ?? ''}.${act ?? ''}`)
    .filter(
      (text) => !(PERMISSIONS as readonly string[]).includes(text) && !text.endsWith('.yaml'),
    );
  const found = new Set([
    ...written.flatMap((text) => QUOTED.exec(text)?.[1] ?? []),
    ...literals,
    ...Object.values(BUILT).flat(),
    ...FORMERLY,
  ]);

  it('are all known to this spec where they are put together', () => {
    expect([...new Set(built)].sort()).toEqual(Object.keys(BUILT).sort());
  });

  it('all have a Japanese name', () => {
    expect([...found].filter((action) => !isNamedAction(action))).toEqual([]);
  });

  it('are all found: a name whose action is not seen is a hole in this spec or a name of nothing', () => {
    const names = actionOptions().map(({ value }) => value);
    expect(names.filter((action) => !found.has(action))).toEqual([]);
  });

  it('and their subjects have names in everything that the demo city recorded', async () => {
    const database = await createTestDatabase({ template: demoCity() });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ action: string; type: string }>(
        'SELECT DISTINCT action, subject_type AS type FROM audit_entries',
      );
      expect(rows.length).toBeGreaterThan(10);
      expect(rows.filter(({ action }) => !isNamedAction(action))).toEqual([]);
      expect(rows.filter(({ type }) => subjectTypeName(type) === type)).toEqual([]);
      const keys = await client.query<{ key: string }>(
        `SELECT DISTINCT jsonb_path_query(detail, '$.** ? (@.type() == "object").keyvalue()') ->> 'key' AS key
         FROM audit_entries WHERE jsonb_typeof(detail) = 'object'`,
      );
      expect(keys.rows.length).toBeGreaterThan(10);
      expect(keys.rows.map(({ key }) => key).filter((key) => detailName(key) === key)).toEqual([]);
    } finally {
      await client.end();
      await database.drop();
    }
  }, 120_000);
});
