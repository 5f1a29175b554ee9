import { DataSource } from 'typeorm';
import type { PoolClient } from 'pg';
import { migrateJobs } from '../jobs/migrate-jobs';
import { dataSourceOptions } from './data-source';
import { MIGRATIONS } from '../../../../migrations';

/** Two processes that start at once must not migrate at once; the number is ours alone. */
const MIGRATION_LOCK = 720_260_401;

/**
 * Brings a database up to date, or up to the migration named `until`, as an older version of the product had it.
 * Returns the names of the migrations that ran. Safe to call twice or at once.
 */
export async function runMigrations(databaseUrl: string, until?: string): Promise<string[]> {
  const source = new DataSource({
    ...dataSourceOptions(databaseUrl, 2),
    migrations: migrationsUntil(until),
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await source.runMigrations({ transaction: 'each' });
    await migrateJobs((await runner.connect()) as PoolClient);
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

function migrationsUntil(name: string | undefined): typeof MIGRATIONS {
  if (name === undefined) return MIGRATIONS;
  const last = MIGRATIONS.findIndex((migration) => migration.name === name);
  if (last < 0) throw new Error(`There is no migration ${name}`);
  return MIGRATIONS.slice(0, last + 1);
}
