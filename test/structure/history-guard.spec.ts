import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client, type QueryResult } from 'pg';
import { demoCity } from '../support/demo-city';

const DAY = '2026-11-16';

/** What the database itself refuses, whoever asks: the demo city's own rows are tried to be changed. */
describe('The guard of history', () => {
  let copy: TestDatabase;
  let client: Client;
  let tables: readonly string[];

  beforeAll(async () => {
    copy = await createTestDatabase({ template: demoCity(DAY) });
    client = new Client({ connectionString: copy.ownerUrl });
    await client.connect();
    const found = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname LIKE '%\\_history'
         AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    tables = found.rows.map((row) => row.name);
  }, 120_000);

  afterAll(async () => {
    await client.end();
    await copy.drop();
  });

  const refusal = async (sql: string): Promise<string | null> => {
    await client.query('BEGIN');
    const answer: QueryResult | { code: string } = await client
      .query(sql)
      .catch((error: unknown) => error as { code: string });
    await client.query('ROLLBACK');
    return 'code' in answer ? answer.code : null;
  };

  const RESTRICT_VIOLATION = '23001';

  it('stands at every table with a history', async () => {
    expect(tables.length).toBeGreaterThanOrEqual(18);
    const { rows } = await client.query<{ name: string; triggers: string[] }>(
      `SELECT c.relname AS name, array_agg(t.tgname::text ORDER BY t.tgname) AS triggers FROM pg_trigger t
       JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid
       WHERE NOT t.tgisinternal AND f.proname = 'refuse_to_rewrite_history' AND c.relname = ANY ($1) GROUP BY 1 ORDER BY 1`,
      [tables],
    );
    expect(rows).toEqual(
      tables.map((name) => ({ name, triggers: [`${name}_is_kept`, `${name}_is_only_closed`] })),
    );
  });

  it('refuses to change, to delete and to open again, and lets a row be closed once', async () => {
    let tried = 0;
    for (const table of tables) {
      const { rows } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
      if (rows.length === 0) continue;
      tried += 1;
      const close = `UPDATE ${table} SET superseded_at = recorded_at + interval '1 day' WHERE superseded_at IS NULL`;
      expect([
        table,
        await refusal(`UPDATE ${table} SET recorded_at = recorded_at - interval '1 day'`),
        await refusal(`DELETE FROM ${table}`),
        await refusal(close),
        await refusal(`${close}; UPDATE ${table} SET superseded_at = NULL`),
        await refusal(`${close}; ${close.replace('IS NULL', 'IS NOT NULL')}`),
      ]).toEqual([
        table,
        RESTRICT_VIOLATION,
        RESTRICT_VIOLATION,
        null,
        RESTRICT_VIOLATION,
        RESTRICT_VIOLATION,
      ]);
    }
    expect(tried).toBeGreaterThanOrEqual(12);
  });

  it('refuses it through the views of today as well, and in the audit log', async () => {
    expect(await refusal(`UPDATE postings SET valid_to = '2026-12-01'`)).toBe(RESTRICT_VIOLATION);
    expect(await refusal('DELETE FROM employments')).toBe(RESTRICT_VIOLATION);
    expect(await refusal(`UPDATE audit_entries SET actor_label = ''`)).toBe(RESTRICT_VIOLATION);
    expect(await refusal('DELETE FROM audit_entries')).toBe(RESTRICT_VIOLATION);
  });
});
