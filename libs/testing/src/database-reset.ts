import type { Client } from 'pg';

/** Every table of ours and of the queue, wherever its schema is. */
const TABLES = `
  SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'seed') ORDER BY 1`;

/** What a test may have changed beside rows; when it did, the database is not used again. */
const SCHEMA = `
  SELECT md5(string_agg(part, ',' ORDER BY part)) AS fingerprint FROM (
    SELECT format('class %s %s %s %s', oid, relname, relkind, relnatts) AS part FROM pg_class
      WHERE relnamespace <> ALL ($1) AND relkind <> 'S'
    UNION ALL SELECT format('column %s %s %s %s', attrelid, attname, atttypid, attnotnull) FROM pg_attribute a
      JOIN pg_class c ON c.oid = attrelid WHERE c.relnamespace <> ALL ($1) AND c.relkind IN ('r', 'p', 'v')
    UNION ALL SELECT format('constraint %s %s', oid, conname) FROM pg_constraint WHERE connamespace <> ALL ($1)
    UNION ALL SELECT format('trigger %s %s', oid, tgenabled) FROM pg_trigger
    UNION ALL SELECT format('function %s %s', oid, md5(prosrc)) FROM pg_proc WHERE pronamespace <> ALL ($1)
  ) parts`;

const WAIT = `SET lock_timeout = '2s'`;

/** Rows come and go without triggers and foreign keys: history tables refuse what a test must be able to undo. */
const WITHOUT_TRIGGERS = `SET session_replication_role = replica`;

/**
 * Brings a database back to what it held at the beginning: cheaper than a new one. The rows that were there (of the
 * migrations) are kept in the schema `seed`.
 */
export class DatabaseReset {
  private constructor(
    private readonly tables: readonly string[],
    private readonly seeded: readonly { readonly name: string; readonly columns: string }[],
    private readonly sequences: ReadonlyMap<string, string>,
    private readonly fingerprint: string,
  ) {}

  /** Remembers what is there now. */
  static async prepare(client: Client): Promise<DatabaseReset> {
    await client.query('CREATE SCHEMA seed');
    const tables = (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name);
    const seeded = [];
    for (const name of await filledTables(client, tables)) {
      const columns = await writableColumns(client, name);
      await client.query(`CREATE TABLE ${copyOf(name)} AS SELECT ${columns} FROM ${name}`);
      seeded.push({ name, columns });
    }
    return new DatabaseReset(
      tables,
      seeded,
      await sequencesOf(client),
      await fingerprintOf(client),
    );
  }

  /** False when a test changed more than rows. */
  async run(client: Client): Promise<boolean> {
    if ((await fingerprintOf(client)) !== this.fingerprint) return false;
    const emptied = this.tables.map((name) => `DELETE FROM ${name}`);
    const filled = this.seeded.map(
      ({ name, columns }) =>
        `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${copyOf(name)}`,
    );
    const numbers = [...(await sequencesOf(client)).keys()].map((name) => this.restarted(name));
    await client.query(
      [WAIT, WITHOUT_TRIGGERS, 'BEGIN', ...emptied, ...filled, ...numbers, 'COMMIT'].join(';'),
    );
    return true;
  }

  /** The queue makes a sequence of its own when it first needs one. */
  private restarted(sequence: string): string {
    return this.sequences.get(sequence) ?? `ALTER SEQUENCE ${sequence} RESTART`;
  }
}

const copyOf = (name: string): string => `seed."${name.replaceAll('"', '')}"`;

async function filledTables(client: Client, tables: readonly string[]): Promise<string[]> {
  const looks = tables.map(
    (name, index) => `SELECT ${String(index)} AS index WHERE EXISTS (SELECT 1 FROM ${name})`,
  );
  const { rows } = await client.query<{ index: number }>(looks.join(' UNION ALL '));
  return rows.flatMap(({ index }) => tables[index] ?? []);
}

async function writableColumns(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? '';
}

/** How to set each sequence to where it stands now. */
async function sequencesOf(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; statement: string }>(
    `SELECT name, format('SELECT setval(%L, %s, %L)', name, COALESCE(last_value, start_value), last_value IS NOT NULL) AS statement
     FROM (SELECT format('%I.%I', schemaname, sequencename) AS name, start_value, last_value FROM pg_sequences) s`,
  );
  return new Map(rows.map(({ name, statement }) => [name, statement]));
}

async function fingerprintOf(client: Client): Promise<string> {
  const { rows: namespaces } = await client.query<{ oid: string }>(
    `SELECT oid::text FROM pg_namespace WHERE starts_with(nspname, 'pg_') OR nspname IN ('information_schema', 'seed')`,
  );
  const { rows } = await client.query<{ fingerprint: string }>(SCHEMA, [
    namespaces.map(({ oid }) => oid),
  ]);
  return rows[0]?.fingerprint ?? '';
}
