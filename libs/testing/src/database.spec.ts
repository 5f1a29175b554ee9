import { Client } from 'pg';
import { createTestDatabase } from './database';

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
      expect(await rowsOf(one.url, 'SELECT name FROM schema_migration')).not.toEqual([]);
      await rowsOf(one.url, 'CREATE TABLE mine (id int)');
      await expect(rowsOf(two.url, 'SELECT * FROM mine')).rejects.toThrow(/mine/);
    } finally {
      await Promise.all([one.drop(), two.drop()]);
    }
  });

  it('drops a database that is still in use', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await database.drop();
    await ended;
    await expect(rowsOf(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });
});
