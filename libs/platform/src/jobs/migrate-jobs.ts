import type { PoolClient } from 'pg';

/** Brings BullMQ's own schema up to date. Safe to call twice or at once: BullMQ locks and keeps a ledger. */
export async function migrateJobs(client: PoolClient): Promise<void> {
  const { runMigrations } = await import('bullmq');
  await runMigrations(client);
}
