import type { Database } from '@app/platform';

/**
 * Runs a statement that the database refuses otherwise: what a spec has to make untrue after the fact. `SET LOCAL` ends
 * with the transaction.
 */
export async function rewriteHistory(
  database: Database,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  return database.transaction(async () => {
    await database.execute(`SET LOCAL tsunagaru.rewrites_history = 'on'`);
    return database.execute(sql, parameters);
  });
}
