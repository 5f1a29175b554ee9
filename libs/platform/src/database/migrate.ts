import { DataSource } from 'typeorm';
import type { PoolClient } from 'pg';
import { migrateJobs } from '../jobs/migrate-jobs';
import { dataSourceOptions } from './data-source';
import { MIGRATIONS } from '../../../../migrations';

/** Two processes that start at once must not migrate at once; the number is ours alone. */
const MIGRATION_LOCK = 720_260_401;

/** Brings a database up to date; returns the names of the migrations that ran. Safe to call twice or at once. */
export async function runMigrations(databaseUrl: string): Promise<string[]> {
  const source = new DataSource({
    ...dataSourceOptions(databaseUrl, 2),
    migrations: MIGRATIONS,
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
