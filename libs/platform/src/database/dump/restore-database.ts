import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Client, DatabaseError, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Conflict, DomainError } from '../../errors/errors';
import { listMigrations, listTables, onConnection } from './catalog';
import {
  type DumpedTable,
  type DumpManifest,
  MANIFEST_BYTES,
  MANIFEST_NAME,
  parseManifest,
  tableFile,
} from './manifest';
import { TarError, TarReader } from './tar';

/** What the dump says of itself, without restoring anything. */
export async function readDumpManifest(file: string): Promise<DumpManifest> {
  return reading(file, readManifest);
}

/**
 * Puts the rows of a dump in the place of whatever is in the database, in one transaction with every constraint on:
 * all of it or nothing. The database must have seen exactly the migrations of the dump.
 */
export async function restoreDatabase(databaseUrl: string, file: string): Promise<DumpManifest> {
  return reading(file, async (archive) => {
    const manifest = await readManifest(archive);
    return onConnection(databaseUrl, async (client) => {
      await client.query('BEGIN');
      // What was decided then is not decided again: rules about who may act look at acts, not at what is put back.
      await client.query(`SET LOCAL tsunagaru.rewrites_history = 'on'`);
      requireSameMigrations(manifest.migrations, await listMigrations(client));
      await empty(client);
      for (const table of manifest.tables) await fill(client, table, archive);
      await setSequences(client, manifest);
      await client.query('COMMIT');
      // The planner knows nothing of rows that came by COPY until it is told.
      await client.query('ANALYZE');
      return manifest;
    });
  });
}

async function reading<Result>(
  file: string,
  work: (archive: TarReader) => Promise<Result>,
): Promise<Result> {
  const packed = createReadStream(file);
  const plain = createGunzip();
  // Whoever reads `plain` meets every error of the file there; the pipeline itself has nothing to tell.
  const piped = pipeline(packed, plain).catch(() => undefined);
  try {
    return await work(new TarReader(plain));
  } catch (error) {
    throw readingError(error, file);
  } finally {
    plain.destroy();
    await piped;
  }
}

function readingError(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  const isMissing = code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES';
  if (isMissing) return new DumpUnreadable(`ファイルを読めません: ${file}`);
  const isBroken = error instanceof TarError || (typeof code === 'string' && code.startsWith('Z_'));
  return isBroken ? broken() : error;
}

/** The file cannot be restored from; nothing was changed. */
export class DumpUnreadable extends DomainError {
  readonly kind = 'invalid_input';

  constructor(message: string) {
    super('dump.unreadable', message);
  }
}

const broken = (): DumpUnreadable =>
  new DumpUnreadable(
    'このファイルは、database dump で取った控えではないか、途中で切れています。データベースは何も変わっていません。別の控えを指定してください。',
  );

async function readManifest(archive: TarReader): Promise<DumpManifest> {
  const entry = await archive.next();
  // What it says of itself is held in the memory as a whole.
  if (entry?.name !== MANIFEST_NAME || entry.size > MANIFEST_BYTES) throw broken();
  const manifest = parseManifest(await archive.text(entry));
  if (!manifest) throw broken();
  return manifest;
}

function requireSameMigrations(wanted: readonly string[], applied: readonly string[]): void {
  const missing = wanted.filter((name) => !applied.includes(name));
  const extra = applied.filter((name) => !wanted.includes(name));
  if (missing.length + extra.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`戻す先にない移行: ${missing.join('、')}`] : []),
    ...(extra.length > 0 ? [`控えにない移行: ${extra.join('、')}`] : []),
  ];
  throw new Conflict(
    'dump.other_migrations',
    `控えと戻す先とで、データベースの版が違います(${parts.join('。')})。データベースは何も変わっていません。控えを取ったときと同じ版のプログラムで migrate し、戻してから、新しい版で migrate してください。`,
  );
}

/** Migrations write rows too; the dump has them as they were when it was taken. */
async function empty(client: Client): Promise<void> {
  const tables = (await listTables(client)).map((table) => escapeIdentifier(table.name));
  if (tables.length > 0) await client.query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY`);
}

async function fill(client: Client, table: DumpedTable, archive: TarReader): Promise<void> {
  const entry = await archive.next();
  if (entry?.name !== tableFile(table.name)) throw broken();
  const columns = table.columns.map(escapeIdentifier).join(', ');
  const target = client.query(
    copyFrom(`COPY ${escapeIdentifier(table.name)} (${columns}) FROM STDIN`),
  );
  try {
    await pipeline(archive.content(entry), target);
  } catch (error) {
    throw error instanceof DatabaseError ? refused(table, error) : error;
  }
  if (target.rowCount !== table.rows) throw broken();
}

function refused(table: DumpedTable, { message, detail, where }: DatabaseError): Conflict {
  const reason = [message, detail, where?.slice(0, 200)].filter(Boolean).join(' / ');
  return new Conflict(
    'dump.row_refused',
    `表 ${table.name} に戻せない行がありました(${reason})。データベースは何も変わっていません。別の控えを指定するか、保守担当に連絡してください。`,
  );
}

async function setSequences(client: Client, { sequences }: DumpManifest): Promise<void> {
  for (const { name, lastValue } of sequences) {
    if (lastValue === null) continue;
    const given = [`public.${escapeIdentifier(name)}`, lastValue];
    await client.query('SELECT setval($1::regclass, $2::bigint)', given).catch((error: unknown) => {
      throw error instanceof DatabaseError ? broken() : error;
    });
  }
}
