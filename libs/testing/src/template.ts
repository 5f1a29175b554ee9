import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bringUpToDate } from '@app/platform';
import { Client } from 'pg';
import { productUrlOf } from './product-role';
import { templateFilesFolder } from './template-files';

/** Made once per run by test/setup/global-setup.ts: all migrations, no rows. */
const MIGRATED = 'tpl';
const OBJECT_IN_USE = '55006';
const ATTEMPTS = 40;
const RETRY_MS = 50;

/** A database that is filled once per run and then copied, with its files, as often as specs ask for it. */
export interface DatabaseTemplate {
  /** Letters, digits and underscores; names everything that the content depends on, the day for example. */
  readonly name: string;
  /** What it starts from; the migrated, empty database unless given. */
  readonly from?: DatabaseTemplate;
  fill(place: TemplatePlace): Promise<void>;
}

export interface TemplatePlace {
  /** As the owner of the tables. */
  readonly databaseUrl: string;
  /** An own DATA_DIR, copied together with the database. */
  readonly dataDir: string;
}

export interface ServerConnection {
  readonly client: Client;
  readonly server: string;
}

/** Copies a template (the migrated, empty database unless given) to a new database of this name. */
export async function cloneTemplate(
  connection: ServerConnection,
  name: string,
  template?: DatabaseTemplate,
): Promise<void> {
  const source = template ? await readyTemplate(connection, template) : MIGRATED;
  await copyDatabase(connection.client, source, name);
}

/** Copies the files that belong to a template to the DATA_DIR of a test. */
export function copyTemplateFiles(server: string, template: DatabaseTemplate, to: string): void {
  const from = filesOf(server, template);
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

/** Fills the template when no other worker has; the lock lets the others wait, and ends with the connection. */
async function readyTemplate(
  connection: ServerConnection,
  template: DatabaseTemplate,
): Promise<string> {
  const { client } = connection;
  const name = databaseOf(template);
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    if (!(await isFinished(client, name))) await makeTemplate(connection, template);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function makeTemplate(
  { client, server }: ServerConnection,
  template: DatabaseTemplate,
): Promise<void> {
  const name = databaseOf(template);
  const dataDir = filesOf(server, template);
  // What a run that was killed had begun is worth nothing.
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  await cloneTemplate({ client, server }, name, template.from);
  if (template.from) copyTemplateFiles(server, template.from, dataDir);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await template.fill({ databaseUrl: url.href, dataDir });
  // What was filled in as the owner belongs to the product, the queue among it.
  await bringUpToDate({ DATABASE_URL: productUrlOf(url.href), DATABASE_OWNER_URL: url.href });
  await analyze(url.href);
  // Nothing may connect any more: a connection would make cloning fail. It is also the sign of being finished.
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
}

/** What autovacuum does for a city that lives: without statistics the planner would guess for every copy. */
async function analyze(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

async function isFinished(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM pg_database WHERE datname = $1 AND NOT datallowconn',
    [name],
  );
  return rowCount === 1;
}

/** The source may be in use for a moment by a background process of the server or a connection that is ending. */
async function copyDatabase(client: Client, source: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
      return;
    } catch (error) {
      const isPassing = (error as { code?: unknown }).code === OBJECT_IN_USE;
      if (!isPassing || attempt >= ATTEMPTS) throw error;
      await delay(RETRY_MS);
    }
  }
}

function filesOf(server: string, template: DatabaseTemplate): string {
  return join(templateFilesFolder(server), databaseOf(template));
}

function databaseOf({ name }: DatabaseTemplate): string {
  if (!/^[a-z0-9_]{1,50}$/.test(name)) throw new TypeError(`not the name of a template: ${name}`);
  return `${MIGRATED}_${name}`;
}
