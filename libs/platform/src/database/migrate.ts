import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { migrateJobs } from '../jobs/migrate-jobs';
import { dataSourceOptions } from './data-source';
import { grantProductRights, roleOf } from './product-role';
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
    const isUpgrade = await hasRun(runner);
    const ran = await source.runMigrations({ transaction: 'each' });
    // Tables that were written anew are unknown to the planner, which then joins everybody with everybody.
    if (isUpgrade && ran.length > 0) await runner.query('ANALYZE');
    await migrateJobs((await runner.connect()) as PoolClient);
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

/** The addresses of one database: as the product sees it, and as the owner of its tables does. */
export interface DatabaseAddresses {
  readonly DATABASE_URL?: string | undefined;
  /** Not there where one role is both: then the product may do more than it should. */
  readonly DATABASE_OWNER_URL?: string | undefined;
}

/** The owner's address, for what changes tables or empties them. */
export function ownerUrlOf({ DATABASE_URL, DATABASE_OWNER_URL }: DatabaseAddresses): string {
  return DATABASE_OWNER_URL ?? DATABASE_URL ?? '';
}

/** Migrates as the owner and then gives the product's role its rights. Returns the names of the migrations that ran. */
export async function bringUpToDate(addresses: DatabaseAddresses): Promise<string[]> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = addresses;
  const names = await runMigrations(ownerUrlOf(addresses));
  if (DATABASE_URL && DATABASE_OWNER_URL && roleOf(DATABASE_URL) !== roleOf(DATABASE_OWNER_URL))
    await grantProductRights(DATABASE_OWNER_URL, roleOf(DATABASE_URL));
  return names;
}

/** Whether an earlier version has made this database. */
async function hasRun(runner: QueryRunner): Promise<boolean> {
  return runner.hasTable('schema_migration');
}

function migrationsUntil(name: string | undefined): typeof MIGRATIONS {
  if (name === undefined) return MIGRATIONS;
  const last = MIGRATIONS.findIndex((migration) => migration.name === name);
  if (last < 0) throw new Error(`There is no migration ${name}`);
  return MIGRATIONS.slice(0, last + 1);
}
