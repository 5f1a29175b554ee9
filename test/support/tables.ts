import { rowOf, rowsOf } from '@app/testing';
import type { Database } from '@app/platform';

/** Written by every visit: who is signed in, and when a token was last used. */
const WRITTEN_BY_READING = ['sessions', 'schema_migration', 'access_log'];

/** The number of rows and a checksum of the contents of every table. */
export async function contentsOf(database: Database): Promise<Record<string, string>> {
  const tables = await rowsOf<{ name: string }>(
    database,
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY 1`,
    [WRITTEN_BY_READING],
  );
  const contents: Record<string, string> = {};
  for (const { name } of tables) {
    const row = await rowOf<{ content: string }>(
      database,
      `SELECT count(*) || ' rows ' || coalesce(md5(string_agg(md5((to_jsonb(t) - 'last_used_at')::text), '' ORDER BY md5((to_jsonb(t) - 'last_used_at')::text))), '') AS content FROM ${name} t`,
    );
    contents[name] = row?.content ?? '';
  }
  return contents;
}
