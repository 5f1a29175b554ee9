import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { runMigrations } from '../migrate';
import { dumpDatabase, readDumpManifest, restoreDatabase } from '.';
import { TAR_END, tarEntry, TarReader } from './tar';

const TAKEN_AT = new Date('2026-11-28T00:00:00Z');
const HARD_TEXT = '𠮷野家\tタブ\n改行\r\\N \\. "引用" \u0001 😀';
const BYTES = Buffer.from([0, 9, 10, 13, 92, 46, 255]);
const LIST = ['a,b', '', 'NULL', null, '"', '\n', '{𠮷}'];

/** Tables of the spec's own, so that it asks nothing of the product's: by name the one that refers comes first. */
const TABLES = `
  CREATE TABLE a_children (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id uuid NOT NULL,
    words text, note jsonb, bytes bytea, list text[], ratio numeric(6,3), day date, at timestamptz,
    twice bigint GENERATED ALWAYS AS (id * 2) STORED
  );
  CREATE TABLE b_parents (id uuid PRIMARY KEY, "select" text UNIQUE, above uuid REFERENCES b_parents (id));
  ALTER TABLE a_children ADD FOREIGN KEY (parent_id) REFERENCES b_parents (id);
  CREATE TABLE c_unused (id bigint GENERATED ALWAYS AS IDENTITY, word text);
  CREATE TABLE d_parted (day date NOT NULL, word text) PARTITION BY RANGE (day);
  CREATE TABLE d_parted_2026 PARTITION OF d_parted FOR VALUES FROM ('2026-04-01') TO ('2027-04-01')`;

/** A row that refers to one behind it, a number that was used and is gone, rows of a migration that were changed. */
const ROWS = `
  SET tsunagaru.rewrites_history = 'on';
  INSERT INTO b_parents VALUES ('11111111-1111-4111-8111-111111111111', 'x', '22222222-2222-4222-8222-222222222222'),
    ('22222222-2222-4222-8222-222222222222', NULL, NULL);
  INSERT INTO a_children (parent_id) SELECT '22222222-2222-4222-8222-222222222222' FROM generate_series(1, 3);
  DELETE FROM a_children WHERE id = 3;
  INSERT INTO d_parted VALUES ('2026-11-28', '区分');
  UPDATE post_titles SET sort_order = sort_order + 100 WHERE title = '課長';
  DELETE FROM post_titles WHERE title = '部長'`;

describe('A dump of the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dump-spec-'));
  const file = join(folder, 'first.gz');
  let source: TestDatabase;
  let target: TestDatabase;

  beforeAll(async () => {
    [source, target] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await Promise.all([run(source, TABLES), run(target, TABLES)]);
    await run(source, ROWS);
    await run(
      source,
      `UPDATE a_children SET words = $1, note = $2, bytes = $3, list = $4, ratio = 0.12, day = '2026-04-01',
         at = '2026-11-28 12:34:56.789012+09' WHERE id = 1`,
      [
        HARD_TEXT,
        JSON.stringify({ text: HARD_TEXT.replace('\u0001', ''), none: null }),
        BYTES,
        LIST,
      ],
    );
    await dumpDatabase(source.ownerUrl, file, TAKEN_AT);
  });

  afterAll(async () => {
    await Promise.all([source.drop(), target.drop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('says when it was taken, by which migrations, and what is in it', async () => {
    const manifest = await readDumpManifest(file);
    expect(manifest.takenAt).toBe('2026-11-28T00:00:00.000Z');
    const ledger = await run(source, 'SELECT name FROM schema_migration ORDER BY id');
    expect(manifest.migrations).toEqual(ledger.map((row) => row.name));
    const names = manifest.tables.map((table) => table.name);
    expect(names).not.toContain('schema_migration');
    // The queue is not taken along; when its schedules ran last is told by a table of ours.
    expect(names.filter((name) => name.includes('job'))).toEqual(['job_runs']);
    expect(names.indexOf('b_parents')).toBeLessThan(names.indexOf('a_children'));
    expect(names.filter((name) => name.startsWith('d_parted'))).toEqual(['d_parted']);
    expect(manifest.tables.find((table) => table.name === 'a_children')?.rows).toBe(2);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toEqual(['first.gz']);
  });

  it('restores every value, and dumped again it has the same bytes', async () => {
    await restoreDatabase(target.ownerUrl, file);
    const again = join(folder, 'second.gz');
    await dumpDatabase(target.ownerUrl, again, TAKEN_AT);
    expect(gunzipSync(readFileSync(again)).equals(gunzipSync(readFileSync(file)))).toBe(true);

    const children = 'SELECT * FROM a_children ORDER BY id';
    const [full, empty] = await run(target, children);
    expect(full).toMatchObject({ words: HARD_TEXT, bytes: BYTES, list: LIST, twice: '2' });
    expect(empty).toMatchObject({ words: null, note: null, bytes: null, list: null });
    expect(await run(target, children)).toEqual(await run(source, children));
    expect(await run(target, 'SELECT word FROM d_parted_2026')).toEqual([{ word: '区分' }]);
  });

  it('replaces what migrations wrote, as it was changed since', async () => {
    await restoreDatabase(target.ownerUrl, file);
    const titles = 'SELECT * FROM post_titles ORDER BY title';
    expect(await run(target, titles)).toEqual(await run(source, titles));
  });

  it('goes on counting where the original would have gone on', async () => {
    await restoreDatabase(target.ownerUrl, file);
    const insert = `INSERT INTO a_children (parent_id) SELECT id FROM b_parents LIMIT 1 RETURNING id::int`;
    expect(await run(target, insert)).toEqual([{ id: 4 }]);
    const unused = `INSERT INTO c_unused (word) VALUES ('x') RETURNING id::int`;
    expect(await run(target, unused)).toEqual([{ id: 1 }]);
  });

  it('is refused by a database that has seen other migrations, with their names', async () => {
    const older = await createBareDatabase();
    try {
      const { migrations } = await readDumpManifest(file);
      await expect(restoreDatabase(older.ownerUrl, file)).rejects.toThrow(
        `戻す先にない移行: ${migrations.join('、')}`,
      );
      await runMigrations(older.ownerUrl, migrations[1]);
      await expect(restoreDatabase(older.ownerUrl, file)).rejects.toThrow(
        `戻す先にない移行: ${migrations.slice(2).join('、')}`,
      );
      const old = join(folder, 'old.gz');
      await dumpDatabase(older.ownerUrl, old, TAKEN_AT);
      await expect(restoreDatabase(target.ownerUrl, old)).rejects.toThrow(
        `控えにない移行: ${migrations.slice(2).join('、')}`,
      );
    } finally {
      await older.drop();
    }
  });

  it('leaves everything as it was when a row is refused', async () => {
    await restoreDatabase(target.ownerUrl, file);
    await run(target, `UPDATE b_parents SET "select" = 'stays' WHERE above IS NULL`);
    const orphan = await changed('orphan.gz', 'tables/a_children.copy', (text) =>
      text.replace('22222222-2222', '33333333-3333'),
    );
    await expect(restoreDatabase(target.ownerUrl, orphan)).rejects.toThrow(
      /表 a_children に戻せない行がありました.*何も変わっていません/,
    );
    expect(
      await run(target, 'SELECT 1 FROM b_parents WHERE "select" = $1', ['stays']),
    ).toHaveLength(1);
    expect(await run(target, 'SELECT 1 FROM a_children')).toHaveLength(2);
  });

  it.each([
    ['a file that is none of ours', () => Buffer.from('これは控えではありません')],
    ['a file of another kind', () => gzipSync('{}')],
    ['a file that was cut off', () => readFileSync(file).subarray(0, -2000)],
    ['an empty file', () => Buffer.alloc(0)],
  ])('is refused when it is %s', async (_name, bytes) => {
    const path = join(folder, 'broken.gz');
    writeFileSync(path, bytes());
    const before = await run(target, 'SELECT count(*) FROM a_children');
    await expect(restoreDatabase(target.ownerUrl, path)).rejects.toThrow('途中で切れています');
    expect(await run(target, 'SELECT count(*) FROM a_children')).toEqual(before);
  });

  it('is refused when rows were taken out, and when there is no file', async () => {
    const short = await changed('short.gz', 'tables/a_children.copy', (text) =>
      text.slice(text.indexOf('\n') + 1),
    );
    await expect(restoreDatabase(target.ownerUrl, short)).rejects.toThrow('途中で切れています');
    await expect(restoreDatabase(target.ownerUrl, join(folder, 'none.gz'))).rejects.toThrow(
      'ファイルを読めません',
    );
  });

  async function run(
    { ownerUrl }: TestDatabase,
    sql: string,
    parameters?: unknown[],
  ): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql, parameters)).rows;
    } finally {
      await client.end();
    }
  }

  /** A copy of the dump in which one of its files says something else. */
  async function changed(
    name: string,
    entryName: string,
    change: (text: string) => string,
  ): Promise<string> {
    const reader = new TarReader(pieces(gunzipSync(readFileSync(file))));
    const parts: Buffer[] = [];
    for (let entry = await reader.next(); entry; entry = await reader.next()) {
      const text = await reader.text(entry);
      const bytes = Buffer.from(entry.name === entryName ? change(text) : text);
      const written = tarEntry({ name: entry.name, size: bytes.length }, [bytes]);
      for await (const part of written) parts.push(part);
    }
    const path = join(folder, name);
    writeFileSync(path, gzipSync(Buffer.concat([...parts, TAR_END])));
    return path;
  }

  /** Odd pieces, so that no entry begins where a piece does. */
  async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 777)
      yield await Promise.resolve(bytes.subarray(at, at + 777));
  }
});
