import { Client } from 'pg';

/** Whether a city is in the database already; false also for one that was never migrated. */
export async function hasPeople(databaseUrl: string): Promise<boolean> {
  const hasTable = `SELECT 1 WHERE to_regclass('public.persons') IS NOT NULL`;
  return (
    (await hasRow(databaseUrl, hasTable)) &&
    (await hasRow(databaseUrl, 'SELECT 1 FROM person_identities LIMIT 1'))
  );
}

async function hasRow(
  databaseUrl: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, [...parameters])).rows.length > 0;
  } finally {
    await client.end();
  }
}
