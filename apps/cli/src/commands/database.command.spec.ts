import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { databaseCommand } from './database.command';

const ADD_PERSON = `WITH person AS (
    INSERT INTO person_identities (id, created_at) VALUES (gen_random_uuid(), '2026-04-01') RETURNING id
  ) INSERT INTO person_details_history (id, person_id, name, kana, search_key, valid_from, recorded_at)
    SELECT gen_random_uuid(), id, $1, '', $1, '0001-01-01', '2026-04-01' FROM person`;

describe('database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-database-'));
  const file = join(folder, 'city.dump.gz');
  let city: TestDatabase;
  let empty: TestDatabase;
  let bare: TestDatabase;

  beforeAll(async () => {
    [city, empty, bare] = await Promise.all([
      createTestDatabase(),
      createTestDatabase(),
      createBareDatabase(),
    ]);
    await query(city, ADD_PERSON, ['𠮷田 花']);
    await query(city, ADD_PERSON, ['佐藤 学']);
  });

  afterAll(async () => {
    await Promise.all([city.drop(), empty.drop(), bare.drop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('dumps into a new file, says what is not in it, and never writes over another', async () => {
    const printed = await run(city, 'dump', file);
    expect(printed.join('\n')).toMatch(/\d+表、\d+行の控えを .*city\.dump\.gz に取りました。/);
    expect(printed.join('\n')).toContain('証明書類(DATA_DIR/files)は入っていない');
    await expect(run(city, 'dump', file)).rejects.toThrow('すでにあります');
    await expect(run(city, 'dump', join(folder, 'none', 'x.gz'))).rejects.toThrow(
      /フォルダー .* がありません/,
    );
  });

  it('restores into a migrated database without people', async () => {
    const printed = await run(empty, 'restore', file);
    expect(printed.join('\n')).toMatch(
      /令和8年11月16日\(月\)10時0分に取った控えから、.*を戻しました/,
    );
    expect(await names(empty)).toEqual(['佐藤 学', '𠮷田 花']);
  });

  it('takes the place of people only when that is said', async () => {
    await query(empty, ADD_PERSON, ['後藤 後']);
    await expect(run(empty, 'restore', file)).rejects.toThrow('--replace を付けてください');
    expect(await names(empty)).toHaveLength(3);
    await run(empty, 'restore', file, '--replace');
    expect(await names(empty)).toEqual(['佐藤 学', '𠮷田 花']);
  });

  it('says which migrations are missing where there are none', async () => {
    await expect(run(bare, 'restore', file)).rejects.toThrow(
      /戻す先にない移行: CreatePlatform20260401000000、/,
    );
  });

  it.each([
    [[]],
    [['dump']],
    [['restore']],
    [['copy', 'x.gz']],
    [['dump', 'x.gz', 'y.gz']],
    [['dump', 'x.gz', '--replace']],
    [['restore', 'x.gz', '--force']],
  ])('explains its use when called with %j', async (args) => {
    await expect(run(city, ...args)).rejects.toThrow('使い方: database dump <ファイル>');
    expect(existsSync('x.gz')).toBe(false);
  });

  it('says which file cannot be read', async () => {
    await expect(run(empty, 'restore', join(folder, 'no.gz'), '--replace')).rejects.toThrow(
      /ファイルを読めません: .*no\.gz/,
    );
  });

  async function run({ url, ownerUrl }: TestDatabase, ...args: string[]): Promise<string[]> {
    const printed: string[] = [];
    await databaseCommand.run(args, {
      config: loadConfig({
        NODE_ENV: 'test',
        DATABASE_URL: url,
        DATABASE_OWNER_URL: ownerUrl,
        DATA_DIR: folder,
        APP_NOW: '2026-11-16T10:00:00+09:00',
      }),
      print: (line) => printed.push(line),
      step: (_label, work) => work(),
      call: () => Promise.resolve(false),
    });
    return printed;
  }

  async function names(database: TestDatabase): Promise<unknown[]> {
    const rows = await query(database, 'SELECT name FROM persons ORDER BY name COLLATE "C"', []);
    return rows.map((row) => row.name);
  }

  async function query(
    { ownerUrl }: TestDatabase,
    sql: string,
    parameters: unknown[],
  ): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql, parameters)).rows;
    } finally {
      await client.end();
    }
  }
});
