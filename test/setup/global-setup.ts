import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { bringUpToDate, loadConfig, startLocalPostgres } from '../../libs/platform/src';
import { makeTestRole, productUrlOf } from '../../libs/testing/src/product-role';
import { templateFilesFolder } from '../../libs/testing/src/template-files';
import globalTeardown from './global-teardown';
import { makeServerFolder } from './server-folder';
import { keepServer } from './test-server';

/**
 * Before the first spec: one throw-away PostgreSQL (or the one of TEST_DATABASE_URL) with the migrated
 * template `tpl`. The workers inherit TEST_DATABASE_URL; filled templates are made by whoever needs one first.
 */
export default async function globalSetup(): Promise<void> {
  const url = loadConfig().TEST_DATABASE_URL ?? (await startServer());
  process.env.TEST_DATABASE_URL = url;
  try {
    await makeTemplate(url);
  } catch (error) {
    // Jest tears nothing down that was not set up: a migration that fails must not leave the server running.
    await globalTeardown();
    throw error;
  }
}

async function startServer(): Promise<string> {
  const folder = makeServerFolder();
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
    await dropTemplates(client, url);
    await makeTestRole(client, url);
    await client.query('CREATE DATABASE tpl');
    const template = new URL(url);
    template.pathname = '/tpl';
    await bringUpToDate({
      DATABASE_URL: productUrlOf(template.href),
      DATABASE_OWNER_URL: template.href,
    });
    // Nothing may connect any more: a connection would make cloning fail.
    await client.query('ALTER DATABASE tpl WITH ALLOW_CONNECTIONS false');
  } finally {
    await client.end();
  }
}

/** Those of an earlier run on a server that stays hold another schema or another demo city. */
async function dropTemplates(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database WHERE datname = 'tpl' OR datname LIKE 'tpl\\_%'`,
  );
  for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  rmSync(templateFilesFolder(url), { recursive: true, force: true });
}
