import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { dataSourceOptions } from '@app/platform';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** Tables that no entity mirrors: rows are written and read by SQL only. Each with who owns it. */
const WITHOUT_ENTITY_PREFIXES = ['schema_migration'];

/** The classes of every file of entities in the libs. */
async function everyEntity(): Promise<NewableFunction[]> {
  const libs = join(__dirname, '../../libs');
  const files = readdirSync(libs, { recursive: true, encoding: 'utf8' });
  const modules = await Promise.all(
    files
      .filter((file) => file.endsWith('.entity.ts'))
      .map((file) => import(join(libs, file)) as Promise<Record<string, NewableFunction>>),
  );
  return modules.flatMap((module) => Object.values(module));
}

describe('Migrations', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    source = new DataSource({
      ...dataSourceOptions(testDatabase.ownerUrl, 2),
      entities: await everyEntity(),
      migrations: MIGRATIONS,
    });
    await source.initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });

  it('are all listed, in the order of their time', () => {
    const files = readdirSync(join(__dirname, '../../migrations')).filter((name) =>
      /^\d{14}-.*\.ts$/.test(name),
    );
    expect(MIGRATIONS).toHaveLength(files.length);
    const times = MIGRATIONS.map((migration) => /\d{14}$/.exec(migration.name)?.[0]);
    expect(times).toEqual(files.sort().map((name) => name.slice(0, 14)));
  });

  it('made the columns that the entities describe, with the same type and nullability', async () => {
    const actual = await columnsOfDatabase();
    const wrong = source.entityMetadatas.flatMap((entity) =>
      entity.columns.flatMap((column) => {
        const found = actual.find(
          (it) => it.table === entity.tableName && it.column === column.databaseName,
        );
        const name = `${entity.tableName}.${column.databaseName}`;
        if (!found) return [`${name} is not in the database`];
        const isSame = found.isNullable === column.isNullable && found.type === normalType(column);
        return isSame
          ? []
          : [
              `${name}: ${found.type} ${String(found.isNullable)} / ${normalType(column)} ${String(column.isNullable)}`,
            ];
      }),
    );
    expect(wrong).toEqual([]);
    expect(source.entityMetadatas.length).toBeGreaterThan(0);
  });

  it('made no column that an entity of its table forgets', async () => {
    const actual = await columnsOfDatabase();
    const forgotten = actual.filter((it) => {
      const entity = source.entityMetadatas.find((metadata) => metadata.tableName === it.table);
      return entity && !entity.columns.some((column) => column.databaseName === it.column);
    });
    expect(forgotten.map((it) => `${it.table}.${it.column}`)).toEqual([]);
  });

  it('can be undone one by one and done again', async () => {
    let toUndo = MIGRATIONS.length;
    while (toUndo-- > 0) await source.undoLastMigration();
    const left = await source.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> ALL ($1)`,
      [WITHOUT_ENTITY_PREFIXES],
    );
    expect(left[0]?.count).toBe(0);
    const again = await source.runMigrations();
    expect(again).toHaveLength(MIGRATIONS.length);
    expect(await source.runMigrations()).toEqual([]);
  });

  async function columnsOfDatabase(): Promise<Column[]> {
    return source.query(
      `SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS "isNullable",
         CASE WHEN data_type = 'ARRAY' THEN substr(udt_name, 2) || '[]' ELSE udt_name END AS type
       FROM information_schema.columns WHERE table_schema = 'public'`,
    );
  }

  function normalType(column: { type: unknown; isArray: boolean }): string {
    const name =
      typeof column.type === 'function' ? column.type.name.toLowerCase() : String(column.type);
    const names: Record<string, string> = {
      string: 'varchar',
      number: 'int4',
      integer: 'int4',
      int: 'int4',
      smallint: 'int2',
      bigint: 'int8',
      boolean: 'bool',
      'timestamp with time zone': 'timestamptz',
    };
    return (names[name] ?? name) + (column.isArray ? '[]' : '');
  }
});
