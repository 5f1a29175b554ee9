import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { loadConfig } from '@app/platform';

/** Made once per run by test/setup/global-setup.ts: all migrations, no rows. */
const TEMPLATE = 'tpl';
const OBJECT_IN_USE = '55006';
const ATTEMPTS = 10;
const RETRY_MS = 50;

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A migrated, empty database of its own for one spec file: what the tests commit disappears with it. Workers
 * may create theirs at the same time.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(clone);
}

/** A database without a single table, for tests of the migrations themselves. */
export function createBareDatabase(): Promise<TestDatabase> {
  return create(async (client, name) => {
    await client.query(`CREATE DATABASE ${name}`);
  });
}

async function create(
  make: (client: Client, name: string) => Promise<void>,
): Promise<TestDatabase> {
  const server = testServerUrl();
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, (client) => make(client, name));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function testServerUrl(): string {
  const url = loadConfig().TEST_DATABASE_URL;
  if (!url)
    throw new Error(
      'TEST_DATABASE_URL is set by test/setup/global-setup.ts: run Jest with jest.config.cjs',
    );
  return url;
}

/** The template may be in use for a moment by a background process of the server. */
async function clone(client: Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
      return;
    } catch (error) {
      const isPassing = (error as { code?: unknown }).code === OBJECT_IN_USE;
      if (!isPassing || attempt >= ATTEMPTS) throw error;
      await delay(RETRY_MS);
    }
  }
}

async function onServer(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
