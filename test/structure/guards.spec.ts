import { OWNER_FUNCTIONS, TABLE_GUARDS } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';

/** The check of a living system knows them by name: one that is missing or was added is told. */
describe('What guards the tables', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const namesOf = async (sql: string) =>
    (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);

  it('is listed: every trigger', async () => {
    const sql = `SELECT DISTINCT tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal ORDER BY tgname`;
    expect(await namesOf(sql)).toEqual(TABLE_GUARDS);
  });

  it('is listed: every function that has the rights of the owner', async () => {
    const sql = `SELECT DISTINCT proname AS name FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname`;
    expect(await namesOf(sql)).toEqual(OWNER_FUNCTIONS);
  });

  it('looks for tables in our schema before those of a session', async () => {
    const sql = `SELECT proname AS name FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
      WHERE pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
        AND NOT coalesce('search_path=pg_catalog, public, pg_temp' = ANY (proconfig), false)`;
    expect(await namesOf(sql)).toEqual([]);
  });

  it('is switched off by the owner only', async () => {
    const sql = `SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0
      AND pg_get_triggerdef(oid) LIKE '%rewrites_history%'`;
    expect(await namesOf(sql)).toEqual([]);
  });
});
