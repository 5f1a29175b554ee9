import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringUpToDate, findRoleFaults } from '@app/platform';
import { testServerUrl } from '@app/testing';
import { Client } from 'pg';

const MANUAL = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** What the manual tells the administrator of a city's server to do, done, under names of its own. */
describe("A city's own server, prepared by the manual", () => {
  const own = `s_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const sql = (/```sql\n([^]*?)```/.exec(MANUAL)?.[1] ?? '')
    .replaceAll('tsunagaru', own)
    .replaceAll('…', password);
  const [onServer = '', inDatabase = ''] = sql.split('-- ここから');

  const urlOf = (database: string, role?: string): string => {
    const url = new URL(testServerUrl());
    url.pathname = `/${database}`;
    if (role !== undefined) {
      url.username = role;
      url.password = password;
    }
    return url.href;
  };
  const onConnection = async <Result>(
    url: string,
    work: (client: Client) => Promise<Result>,
  ): Promise<Result> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const statementsOf = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => line.trim());

  beforeAll(async () => {
    await onConnection(testServerUrl(), async (client) => {
      for (const statement of statementsOf(onServer)) await client.query(statement);
    });
    await onConnection(urlOf(own), async (client) => {
      for (const statement of statementsOf(inDatabase)) await client.query(statement);
    });
  });

  afterAll(() =>
    onConnection(testServerUrl(), async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${own} WITH (FORCE)`);
      await client.query(`DROP ROLE IF EXISTS ${own}_owner`);
      await client.query(`DROP ROLE IF EXISTS ${own}`);
    }),
  );

  it('is migrated by an owner without privileges, and the product has its rights and no more', async () => {
    expect(statementsOf(onServer)).toHaveLength(4);
    const addresses = {
      DATABASE_URL: urlOf(own, own),
      DATABASE_OWNER_URL: urlOf(own, `${own}_owner`),
    };
    expect(await bringUpToDate(addresses)).not.toEqual([]);
    expect(await bringUpToDate(addresses)).toEqual([]);
    await onConnection(addresses.DATABASE_URL, async (client) => {
      expect(await findRoleFaults(client)).toEqual([]);
      await client.query('SELECT count(*) FROM audit_entries');
      await client.query('CREATE TABLE bullmq.mine (id int)');
      await expect(client.query('DELETE FROM audit_entries')).rejects.toThrow('permission denied');
      await expect(client.query(`SET ROLE ${own}_owner`)).rejects.toThrow('permission denied');
    });
    await onConnection(addresses.DATABASE_OWNER_URL, async (client) => {
      expect(await findRoleFaults(client)).toEqual(
        expect.arrayContaining(['表またはデータベースの所有者です。']),
      );
    });
  }, 60_000);
});
