import 'reflect-metadata';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { dataSourceOptions } from '@app/platform';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { KeepHistoryOfTheOrganization20261128000100 } from '../../migrations/20261128000100-keep-history-of-the-organization';

const NAME = KeepHistoryOfTheOrganization20261128000100.name;
const HANAKO = '00000000-0000-4000-8000-000000000001';
const TARO = '00000000-0000-4000-8000-000000000002';
const UNIT = '00000000-0000-4000-8000-000000000010';
const BATCH = '00000000-0000-4000-8000-000000000020';

/** A city of the first edition: names overwritten by `person_changes`, one number changed. */
const BEFORE = `
  INSERT INTO org_units VALUES ('${UNIT}', '10');
  INSERT INTO org_unit_periods (id, org_unit_id, name, kind, counts_for_leader_kpi, valid_from)
    VALUES (gen_random_uuid(), '${UNIT}', '甲課', 'division', true, '2020-04-01');
  INSERT INTO persons (id, name, kana, search_key, email, created_at) VALUES
    ('${HANAKO}', '田中　花子', 'タナカ　ハナコ', '田中花子タナカハナコ001', 't@x.jp', '2026-04-01T09:00:00+09:00'),
    ('${TARO}', '鈴木　太郎', 'スズキ　タロウ', '鈴木太郎スズキタロウ900', NULL, '2026-04-01T09:00:00+09:00');
  INSERT INTO staff_numbers (staff_number, person_id, is_current) VALUES
    ('001', '${HANAKO}', true), ('002', '${TARO}', false), ('900', '${TARO}', true);
  INSERT INTO employments (id, person_id, employment_type, valid_from) VALUES
    (gen_random_uuid(), '${HANAKO}', 'regular', '2010-04-01'), (gen_random_uuid(), '${TARO}', 'regular', '2010-04-01');
  INSERT INTO employment_statuses (id, person_id, status, valid_from, valid_to)
    VALUES (gen_random_uuid(), '${TARO}', 'sick_leave', '2026-05-01', '2026-06-01');
  INSERT INTO postings (id, person_id, org_unit_id, kind, valid_from)
    VALUES (gen_random_uuid(), '${HANAKO}', '${UNIT}', 'primary', '2026-04-01');
  INSERT INTO person_changes (person_id, effective_on, name, kana, email, sets_email, applied_at) VALUES
    ('${HANAKO}', '2026-10-01', '田中　花子', 'タナカ　ハナコ', 't@x.jp', true, '2026-10-01T00:05:00+09:00'),
    ('${HANAKO}', '2099-04-01', '山田　花子', NULL, NULL, false, NULL);
  INSERT INTO import_batches (id, state, effective_on, encoding, source, plan, base_fingerprint, created_at, created_by, applied_at)
    VALUES ('${BATCH}', 'applied', '2026-10-01', 'utf-8', '{}', '{"items": [{"file": "postings", "verdict": "change",
      "subject": "001 田中　花子", "changes": [{"field": "氏名", "from": "佐藤　花子", "to": "田中　花子"},
      {"field": "メールアドレス", "from": "なし", "to": "t@x.jp"}]}]}', '', '2026-09-20', '${BATCH}', '2026-09-20');`;

describe('The migration to a kept history', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = new DataSource({ ...dataSourceOptions(database.ownerUrl, 2), migrations: MIGRATIONS });
    await source.initialize();
    const names = MIGRATIONS.map((migration) => migration.name);
    for (let left = names.length - names.indexOf(NAME); left > 0; left--) {
      await source.undoLastMigration();
    }
    await source.query(BEFORE);
    await source.runMigrations();
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('gives each person the names of all days, those before a change from the import that made it', async () => {
    const rows = await source.query(
      `SELECT name, kana, email, search_key, valid_from AS "from", valid_to AS "to" FROM person_details
       WHERE person_id = $1 ORDER BY valid_from`,
      [HANAKO],
    );
    expect(rows).toEqual([
      {
        name: '佐藤　花子',
        // The import did not say the reading before: the past keeps the one that was shown.
        kana: 'タナカ　ハナコ',
        email: null,
        search_key: '佐藤花子タナカハナコ001',
        from: '0001-01-01',
        to: '2026-10-01',
      },
      {
        name: '田中　花子',
        kana: 'タナカ　ハナコ',
        email: 't@x.jp',
        search_key: '田中花子タナカハナコ001',
        from: '2026-10-01',
        to: '2099-04-01',
      },
      {
        name: '山田　花子',
        kana: 'タナカ　ハナコ',
        email: 't@x.jp',
        search_key: '山田花子タナカハナコ001',
        from: '2099-04-01',
        to: null,
      },
    ]);
    const others = await source.query(
      'SELECT name, email, valid_from AS "from", valid_to AS "to" FROM person_details WHERE person_id = $1',
      [TARO],
    );
    expect(others).toEqual([{ name: '鈴木　太郎', email: null, from: '0001-01-01', to: null }]);
  });

  it('counts a fact as recorded when it was known best, at the latest on its first day', async () => {
    const recorded = async (table: string, condition: string) => {
      const rows = await source.query<{ at: Date }[]>(
        `SELECT recorded_at AS at FROM ${table} WHERE ${condition} ORDER BY valid_from`,
      );
      return rows.map((row) => row.at.toISOString());
    };
    expect(await recorded('postings', 'true')).toEqual(['2026-03-31T15:00:00.000Z']);
    expect(await recorded('staff_numbers', `staff_number = '001'`)).toEqual([
      '2026-04-01T00:00:00.000Z',
    ]);
    const details = await recorded('person_details', `person_id = '${HANAKO}'`);
    expect(details.slice(0, 2)).toEqual(['2026-04-01T00:00:00.000Z', '2026-09-30T15:05:00.000Z']);
    expect(new Date(details[2] ?? '').getFullYear()).toBeLessThan(2099);
  });

  it('keeps a former number with its person, and the one in use for all days that count', async () => {
    const rows = await source.query(
      'SELECT staff_number AS number, valid_to IS NULL AS current FROM staff_numbers WHERE person_id = $1 ORDER BY valid_from',
      [TARO],
    );
    expect(rows).toEqual([
      { number: '002', current: false },
      { number: '900', current: true },
    ]);
    const another = source.query(
      `INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, recorded_at)
       VALUES (gen_random_uuid(), '001', '${TARO}', '0001-01-01', now())`,
    );
    await expect(another).rejects.toThrow(/staff_numbers_(one_person|no_overlap)/);
  });

  it('cannot be undone once there is something to lose', async () => {
    const runner = source.createQueryRunner();
    const migration = new KeepHistoryOfTheOrganization20261128000100();
    await expect(migration.down(runner)).rejects.toThrow('lose the history');
    await runner.release();
  });
});
