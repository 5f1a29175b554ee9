import type { Database } from '@app/platform';
import { Client } from 'pg';
import { testServerUrl } from './server-url';

/**
 * Runs a statement that the database refuses the product, with triggers that keep history and without: what a spec has to
 * make untrue after the fact, or as if it had been otherwise. On a connection of the owner, committed at once.
 */
export async function rewriteHistory(
  database: Database,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  const url = new URL(testServerUrl());
  url.pathname = `/${database.manager.dataSource.driver.database ?? ''}`;
  const client = new Client({
    connectionString: url.href,
    options: '-c timezone=Asia/Tokyo -c tsunagaru.rewrites_history=on',
  });
  await client.connect();
  try {
    return (await client.query(sql, [...parameters])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
