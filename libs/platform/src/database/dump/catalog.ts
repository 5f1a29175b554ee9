import { Client } from 'pg';

/** A table with what COPY and the order of restoring need to know of it. */
export interface TableFacts {
  readonly name: string;
  /** Without generated ones: PostgreSQL computes those again. */
  readonly columns: readonly string[];
  /** The primary key, in its order; empty when there is none. */
  readonly key: readonly string[];
  /** Other tables that it refers to. */
  readonly refersTo: readonly string[];
}

/** The ledger of the migrations is not copied: it is compared. */
const LEDGER = 'schema_migration';

/** Every table of ours; of a partitioned one only the whole. The queue has a schema of its own and stays out. */
const TABLES = `
  SELECT c.relname AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
    ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k(attnum, position)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
          WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.position) AS key,
    ARRAY(SELECT DISTINCT other.relname::text FROM pg_constraint f JOIN pg_class other ON other.oid = f.confrelid
          WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS "refersTo"
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> $1
  ORDER BY c.relname COLLATE "C"`;

/** A connection for one dump or one restore. The text of every value is the same whatever the server's settings are. */
export async function onConnection<Result>(
  databaseUrl: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    connectionString: databaseUrl,
    options: '-c search_path=public -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres',
  });
  // A lost connection fails the query that waits for it; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The tables in an order in which each comes after those that it refers to. */
export async function listTables(client: Client): Promise<TableFacts[]> {
  const waiting = (await client.query<TableFacts>(TABLES, [LEDGER])).rows;
  const ordered: TableFacts[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((table) =>
      table.refersTo.every((name) => ordered.some((done) => done.name === name)),
    );
    if (next < 0) {
      const names = waiting.map((table) => table.name).join(', ');
      throw new Error(`These tables refer to each other in a circle: ${names}`);
    }
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

/** The names of the migrations that the database has seen; none when it has never been migrated. */
export async function listMigrations(client: Client): Promise<string[]> {
  const ledger = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public.${LEDGER}') IS NOT NULL AS exists`,
  );
  if (!ledger.rows[0]?.exists) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${LEDGER} ORDER BY id`);
  return rows.map((row) => row.name);
}

export async function listSequences(
  client: Client,
): Promise<{ name: string; lastValue: string | null }[]> {
  const { rows } = await client.query<{ name: string; lastValue: string | null }>(
    `SELECT s.sequencename AS name, s.last_value::text AS "lastValue" FROM pg_sequences s
     WHERE s.schemaname = 'public' AND s.sequencename <> $1 ORDER BY s.sequencename COLLATE "C"`,
    [`${LEDGER}_id_seq`],
  );
  return rows;
}
