import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { loadConfig, runMigrations, startLocalPostgres } from '../../libs/platform/src';
import { keepServer } from './test-server';

/**
 * Before the first spec: one throw-away PostgreSQL (or the one of TEST_DATABASE_URL) with the migrated
 * template `tpl`. The workers inherit TEST_DATABASE_URL.
 */
export default async function globalSetup(): Promise<void> {
  const url = loadConfig().TEST_DATABASE_URL ?? (await startServer());
  process.env.TEST_DATABASE_URL = url;
  await makeTemplate(url);
}

async function startServer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-test-'));
  chmodSync(folder, 0o755);
  const server = await startLocalPostgres({
    dataDir: folder,
    durable: false,
    log: () => undefined,
  });
  keepServer({ server, folder });
  return server.url;
}

async function makeTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('DROP DATABASE IF EXISTS tpl WITH (FORCE)');
    await client.query('CREATE DATABASE tpl');
    const template = new URL(url);
    template.pathname = '/tpl';
    await runMigrations(template.href);
    // Nothing may connect any more: a connection would make cloning fail.
    await client.query('ALTER DATABASE tpl WITH ALLOW_CONNECTIONS false');
  } finally {
    await client.end();
  }
}
