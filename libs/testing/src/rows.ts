import type { Database } from '@app/platform';

/**
 * Reads for a spec's own eyes: any text, its rows taken on trust. The product has no such door: it reads by statements
 * that are checked against the schema. For `SELECT` and `WITH` only.
 */
export async function rowsOf<Row>(
  database: Database,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return database.manager.query<Row[]>(sql, [...parameters]);
}

/** The first row or null. */
export async function rowOf<Row>(
  database: Database,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row | null> {
  return (await rowsOf<Row>(database, sql, parameters))[0] ?? null;
}
