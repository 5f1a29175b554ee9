import {
  findRightFaults,
  findRoleFaults,
  grantProductRights,
  knownStatements,
  LISTED_TABLES,
  privilegesOf,
  roleOf,
} from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import '../support/every-statement';
import { sourcesOf } from '../support/sources';

const UPDATE = /\bUPDATE\s+(\w+)(?:\s+(?:AS\s+)?\w+)?\s+SET\s+([^;`]*)/g;
const ON_CONFLICT = /\bINSERT\s+INTO\s+(\w+)\b[^;`]*\bDO\s+UPDATE\s+SET\s+([^;`]*)/g;
const DELETE = /\bDELETE\s+FROM\s+(\w+)/g;
const INSUFFICIENT_PRIVILEGE = '42501';

/** The texts that the product runs. The story of the demo city is written as the owner. */
const SOURCES = sourcesOf('libs', 'apps').filter(
  ({ name }) =>
    !name.endsWith('.spec.ts') &&
    !name.startsWith('libs/testing/') &&
    !name.startsWith('apps/cli/src/demo/'),
);

/** What one list of the code says of the product's database role, and what the database says. */
describe("The product's database role", () => {
  let database: TestDatabase;
  let owner: Client;
  let product: Client;
  const role = () => roleOf(database.url);

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    product = new Client({
      connectionString: database.url,
      options: '-c search_path=public,bullmq',
    });
    await Promise.all([owner.connect(), product.connect()]);
  });

  afterAll(async () => {
    await Promise.all([owner.end(), product.end()]);
    await database.drop();
  });

  const refusal = async (sql: string): Promise<string | null> => {
    await product.query('BEGIN');
    const answer: unknown = await product.query(sql).catch((error: unknown) => error);
    await product.query('ROLLBACK');
    const { code } = answer as { code?: string };
    return code ?? null;
  };

  it('has in the catalog what stands in the list, and nothing is wrong with it', async () => {
    expect(await findRightFaults(product, role())).toEqual([]);
    expect(await findRoleFaults(product)).toEqual([]);
  });

  it('is listed for tables that exist', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...LISTED_TABLES]));
  });

  it('may change and delete what the texts of the product do, and not more', () => {
    const used = [...usedRights()].toSorted();
    const granted = [...new Set(used.map((right) => right.slice(0, right.indexOf(':'))))].flatMap(
      (name) => privilegesOf({ name, isView: false }).map((privilege) => `${name}: ${privilege}`),
    );
    expect(used.filter((right) => !granted.includes(right))).toEqual([]);
    const listed = LISTED_TABLES.flatMap((name) =>
      privilegesOf({ name, isView: false })
        .filter((privilege) => privilege.startsWith('UPDATE') || privilege === 'DELETE')
        .map((privilege) => `${name}: ${privilege}`),
    );
    // Tables of which rows are only locked; two texts are put together and not to be read here.
    const unread =
      /^(courses|course_assignments|person_identities): |: UPDATE \((address_)?forgiven_at\)$/;
    expect(listed.filter((right) => !used.includes(right) && !unread.test(right))).toEqual([]);
  });

  it('may run every statement of the product', async () => {
    const refused: string[] = [];
    for (const { name, text } of knownStatements()) {
      if (/^(testing|cli)\./.test(name)) continue;
      if ((await refusal(`EXPLAIN (GENERIC_PLAN) ${text}`)) === INSUFFICIENT_PRIVILEGE)
        refused.push(name);
    }
    expect(refused).toEqual([]);
  });

  it.each([
    `UPDATE audit_entries SET actor_label = ''`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    'DELETE FROM audit_anchors',
    'UPDATE audit_checks SET problem = NULL',
    'TRUNCATE postings_history',
    'DELETE FROM postings_history',
    'UPDATE postings_history SET valid_to = NULL',
    `UPDATE postings SET valid_to = NULL`,
    `SET tsunagaru.rewrites_history = on; DELETE FROM audit_entries`,
    `SET tsunagaru.rewrites_history = on; UPDATE postings_history SET recorded_at = now()`,
    'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
    'DROP TRIGGER audit_entries_are_kept ON audit_entries',
    'SET session_replication_role = replica',
    'CREATE TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'CREATE OR REPLACE FUNCTION keep_writers_out(tables text[]) RETURNS void LANGUAGE sql AS $$ $$',
    `SELECT keep_writers_out('{accounts}')`,
    `INSERT INTO schema_migration (timestamp, name) VALUES (1, 'mine')`,
    'LOCK TABLE audit_entries IN ACCESS EXCLUSIVE MODE',
  ])('is refused: %s', async (sql) => {
    expect(await refusal(sql)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it.each([
    'UPDATE postings_history SET superseded_at = now()',
    `SELECT keep_writers_out('{postings_history,org_units}')`,
    `SELECT refresh_statistics('{postings_history}')`,
    'SELECT id FROM person_identities FOR UPDATE',
    'CREATE TABLE bullmq.mine (id int)',
  ])('may: %s', async (sql) => {
    expect(await refusal(sql)).toBeNull();
  });

  it('keeps rows that it may only lock', async () => {
    await owner.query(
      `INSERT INTO courses (id, key, created_at) VALUES (gen_random_uuid(), 'x', now())`,
    );
    expect(await refusal(`UPDATE courses SET created_at = now()`)).toBe('23001');
  });

  it('gets back what it lost and loses what it got, whoever gave it', async () => {
    await owner.query(`
      GRANT DELETE ON audit_entries TO ${role()};
      GRANT UPDATE ON accounts TO PUBLIC;
      GRANT UPDATE (valid_to) ON postings_history TO ${role()};
      REVOKE SELECT ON accounts FROM ${role()};
      CREATE TABLE bullmq.theirs (id serial PRIMARY KEY)`);
    const faults = await findRightFaults(product, role());
    expect(faults.map(({ what, isMissing }) => [what, isMissing])).toEqual([
      ['accounts: SELECT', true],
      ['accounts: UPDATE', false],
      ['audit_entries: DELETE', false],
      ['postings_history: UPDATE (valid_to)', false],
    ]);
    const [told, lacking] = await findRoleFaults(product);
    expect(told).toContain('余分な権利');
    expect(told).toContain('audit_entries: DELETE');
    expect(lacking).toContain('足りない権利があります(accounts: SELECT)');
    expect(await grantProductRights(database.ownerUrl, role())).toBe(5);
    expect(await findRoleFaults(product)).toEqual([]);
    expect(await refusal('INSERT INTO bullmq.theirs DEFAULT VALUES')).toBeNull();
    expect(await grantProductRights(database.ownerUrl, role())).toBe(0);
  });

  it('is told when it is the owner', async () => {
    expect(await findRoleFaults(owner)).toEqual(['特権(superuser)を持っています。']);
  });
});

function* usedRights(): Iterable<string> {
  for (const { text } of SOURCES) {
    for (const [, table = ''] of text.matchAll(DELETE)) yield `${table}: DELETE`;
    for (const [, table = '', set = ''] of [
      ...text.matchAll(UPDATE),
      ...text.matchAll(ON_CONFLICT),
    ])
      yield* assignedIn(set).map((column) => `${table}: UPDATE (${column})`);
  }
}

/** `a = 1, b = f(c)`: the columns before the signs of equality, up to where the assignments end. */
function assignedIn(set: string): string[] {
  const [assignments = ''] = set.split(/\bWHERE\b|\bFROM\b|\bRETURNING\b|\n\s*`/);
  return [...assignments.matchAll(/(?:^|,)\s*(\w+)\s*=/g)].map(([, column = '']) => column);
}
