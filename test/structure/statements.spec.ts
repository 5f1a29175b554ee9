import { join } from 'node:path';
import { knownStatements } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { type ColumnFound, describeStatement } from '../support/describe-statement';
import '../support/every-statement';
import { sourcesOf } from '../support/sources';
import { sqlDocuments, sqlDocumentsIn } from '../support/sql-documents';

/** One door for SQL: what a statement says of its columns is what the migrated database says. */
describe('Every statement', () => {
  let database: TestDatabase;
  let client: Client;
  const typeNames = new Map<number, string>();

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({
      connectionString: database.url,
      options: '-c search_path=public,bullmq',
    });
    await client.connect();
    const types = await client.query<{ oid: number; typname: string }>(
      'SELECT oid::int, typname FROM pg_type',
    );
    for (const { oid, typname } of types.rows) typeNames.set(oid, typname);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is known', () => {
    expect(knownStatements().length).toBeGreaterThan(0);
  });

  it.each(knownStatements().map((it) => [it.name, it] as const))(
    '%s returns the columns that it declares',
    async (_name, { text, columns }) => {
      const found = await describeStatement(client, text);
      const named = found.map((column) => ({ ...column, type: typeNames.get(column.typeId) }));
      expect(named.map((column) => column.name).toSorted()).toEqual(
        Object.keys(columns).toSorted(),
      );
      expect(differences(named, columns)).toEqual([]);
    },
  );

  it('is the only door: nothing reads by a text whose rows nobody checks', () => {
    const unchecked = /\bdatabase\)?\s*[.]\s*query(?:One)?\b|[.]queryOne\b/i;
    const wrong = sourcesOf('libs', 'apps', 'test').filter(({ text }) => unchecked.test(text));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('stands in docs/sql with its text of today (npm run sql writes it)', () => {
    expect(sqlDocumentsIn(join(__dirname, '../..'))).toEqual(sqlDocuments());
  });
});

function differences(
  found: readonly (ColumnFound & { readonly type: string | undefined })[],
  declared: Readonly<Record<string, { readonly types: readonly string[] }>>,
): string[] {
  return found
    .filter(({ name, type }) => !declared[name]?.types.includes(type ?? ''))
    .map(
      ({ name, type }) =>
        `${name}: ${type ?? '?'} instead of ${declared[name]?.types.join(' or ') ?? 'nothing'}`,
    );
}
