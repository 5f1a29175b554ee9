import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase } from './database';
import type { DatabaseTemplate } from './template';

async function rowsOf(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('gives each caller a migrated database that others do not see', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      expect(await rowsOf(one.ownerUrl, 'SELECT name FROM schema_migration')).not.toEqual([]);
      await rowsOf(one.ownerUrl, 'CREATE TABLE mine (id int)');
      await expect(rowsOf(two.ownerUrl, 'SELECT * FROM mine')).rejects.toThrow(/mine/);
    } finally {
      await Promise.all([one.drop(), two.drop()]);
    }
  });

  it('drops a database that is still in use', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.ownerUrl });
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await database.drop();
    await ended;
    await expect(rowsOf(database.ownerUrl, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });
});

describe('A template', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-template-spec-'));
  let fillings: string[] = [];

  beforeEach(() => {
    fillings = [];
  });

  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  const aTemplate = (name: string, sql: string, from?: DatabaseTemplate): DatabaseTemplate => ({
    name,
    ...(from && { from }),
    fill: async (place) => {
      fillings.push(name);
      await rowsOf(place.databaseUrl, sql);
      writeFileSync(join(place.dataDir, `${name}.txt`), name);
    },
  });

  it('is filled once, whoever asks at the same time, and its copies do not touch each other', async () => {
    const base = aTemplate('spec_base', 'CREATE TABLE filled AS SELECT 1 AS n');
    const more = aTemplate('spec_more', 'INSERT INTO filled VALUES (2)', base);
    const [one, two, empty] = await Promise.all([
      createTestDatabase({ template: more, dataDir }),
      createTestDatabase({ template: more }),
      createTestDatabase({ template: base }),
    ]);
    try {
      expect(fillings.sort()).toEqual(['spec_base', 'spec_more']);
      await rowsOf(one.ownerUrl, 'DELETE FROM filled');
      expect(await rowsOf(two.ownerUrl, 'SELECT n FROM filled ORDER BY n')).toEqual([
        { n: 1 },
        { n: 2 },
      ]);
      expect(await rowsOf(empty.ownerUrl, 'SELECT n FROM filled')).toEqual([{ n: 1 }]);
      for (const name of ['spec_base', 'spec_more'])
        expect(readFileSync(join(dataDir, `${name}.txt`), 'utf8')).toBe(name);
    } finally {
      await Promise.all([one.drop(), two.drop(), empty.drop()]);
    }
  });

  it('that could not be filled is filled again by the next who asks', async () => {
    const broken = aTemplate('spec_broken', 'INSERT INTO nowhere VALUES (1)');
    await expect(createTestDatabase({ template: broken })).rejects.toThrow(/nowhere/);
    const mended = aTemplate('spec_broken', 'CREATE TABLE filled ()');
    const database = await createTestDatabase({ template: mended });
    expect(await rowsOf(database.ownerUrl, 'SELECT * FROM filled')).toEqual([]);
    await database.drop();
  });

  it('has a name that can stand in a statement', async () => {
    const wrong = aTemplate('demo; DROP', 'SELECT 1');
    await expect(createTestDatabase({ template: wrong })).rejects.toThrow(TypeError);
  });
});
