import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { escapeIdentifier, type Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  listMigrations,
  listSequences,
  listTables,
  onConnection,
  type TableFacts,
} from './catalog';
import {
  type DumpedTable,
  type DumpManifest,
  FORMAT_VERSION,
  MANIFEST_NAME,
  tableFile,
} from './manifest';
import { TAR_END, tarEntry } from './tar';

/** It holds names, mail addresses and password hashes: for the eyes of whoever made it. */
const PRIVATE = 0o600;
const NEW_LINE = 10;

/**
 * Writes every row of the database, as of one instant, into one file (a gzipped tar of COPY texts and a manifest).
 * The built-in PostgreSQL has no pg_dump. Readers and writers are not held up meanwhile.
 */
export async function dumpDatabase(
  databaseUrl: string,
  file: string,
  takenAt: Date,
): Promise<DumpManifest> {
  // Beside the file, so that the finished one is moved into its place at once.
  const folder = await mkdtemp(join(dirname(file), '.dump-'));
  try {
    const manifest = await onConnection(databaseUrl, (client) => copyAll(client, folder, takenAt));
    const packed = join(folder, 'packed');
    await pipeline(
      contents(manifest, folder),
      createGzip({ level: 9 }),
      createWriteStream(packed, { mode: PRIVATE }),
    );
    await rename(packed, file);
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyAll(client: Client, folder: string, takenAt: Date): Promise<DumpManifest> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const migrations = await listMigrations(client);
  const tables: DumpedTable[] = [];
  for (const table of await listTables(client)) {
    const rows = await copyTable(client, table, spoolOf(folder, table.name));
    tables.push({ name: table.name, columns: [...table.columns], rows });
  }
  // After the rows: a sequence knows no snapshot and may only be ahead of them.
  const sequences = await listSequences(client);
  await client.query('COMMIT');
  return {
    formatVersion: FORMAT_VERSION,
    takenAt: takenAt.toISOString(),
    migrations,
    tables,
    sequences,
  };
}

/** Returns the number of rows. In the order of the key, so that the same rows make the same bytes. */
async function copyTable(client: Client, table: TableFacts, path: string): Promise<number> {
  const columns = table.columns.map(escapeIdentifier).join(', ');
  const order =
    table.key.length === 0 ? '' : ` ORDER BY ${table.key.map(escapeIdentifier).join(', ')}`;
  const source = client.query(
    copyTo(`COPY (SELECT ${columns} FROM ${escapeIdentifier(table.name)}${order}) TO STDOUT`),
  );
  const lines = new LineCounter();
  await pipeline(source, lines, createWriteStream(path, { mode: PRIVATE }));
  return lines.count;
}

/** COPY writes a line break inside of a value as `\n`: every real one ends a row. */
class LineCounter extends Transform {
  count = 0;

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: null, chunk: Buffer) => void,
  ): void {
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1))
      this.count++;
    done(null, chunk);
  }
}

async function* contents(manifest: DumpManifest, folder: string): AsyncGenerator<Buffer> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  yield* tarEntry({ name: MANIFEST_NAME, size: text.length }, [text]);
  for (const { name } of manifest.tables) {
    const spool = spoolOf(folder, name);
    const { size } = await stat(spool);
    yield* tarEntry({ name: tableFile(name), size }, createReadStream(spool));
  }
  yield TAR_END;
}

function spoolOf(folder: string, table: string): string {
  return join(folder, `${table}.copy`);
}
