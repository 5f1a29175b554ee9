import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { productUrlOf } from './product-role';
import { testServerUrl } from './server-url';
import {
  cloneTemplate,
  copyTemplateFiles,
  type DatabaseTemplate,
  type ServerConnection,
} from './template';

export interface TestDatabase {
  /** As the product connects: under a role that owns nothing. */
  readonly url: string;
  /** As the owner of the tables, who may also change them. */
  readonly ownerUrl: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** What is in it; only the schema unless given. Made by whoever asks first, copied for everybody. */
  readonly template?: DatabaseTemplate;
  /** Where the files of the template go. */
  readonly dataDir?: string;
}

/**
 * A migrated database of its own for one spec file, empty or a copy of a template: what the tests commit disappears
 * with it. Workers may create theirs at the same time.
 */
export async function createTestDatabase({
  template,
  dataDir,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return create(async (connection, name) => {
    await cloneTemplate(connection, name, template);
    if (template && dataDir) copyTemplateFiles(connection.server, template, dataDir);
  });
}

/** A database without a single table, for tests of the migrations themselves. */
export function createBareDatabase(): Promise<TestDatabase> {
  return create(async ({ client }, name) => {
    await client.query(`CREATE DATABASE ${name}`);
  });
}

async function create(
  make: (connection: ServerConnection, name: string) => Promise<void>,
): Promise<TestDatabase> {
  const server = testServerUrl();
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, (client) => make({ client, server }, name));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: productUrlOf(url.href),
    ownerUrl: url.href,
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
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
