import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { NotFound } from '../errors/errors';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';
import { statement } from '../statements/statement';
import { diskTrouble } from './disk-trouble';
import { FileFolder } from './file-folder';
import type { CleanFile } from './file-intake';
import { cleanFileName } from './file-name.rules';
import { PictureFolder } from './picture-folder';

export interface NewFile {
  readonly file: CleanFile;
  /** The account that sends it. */
  readonly createdBy: string;
}

/** A file that we made for somebody. */
export interface MadeFile {
  /** Where it stands; it is taken over. */
  readonly path: string;
  readonly mediaType: string;
  readonly fileName: string;
  /** The account that it is made for. */
  readonly createdBy: string;
}

/** A file as it is kept. */
export interface KeptFile {
  readonly id: string;
  readonly sha256: string;
  readonly byteSize: number;
}

interface NewRow {
  readonly path: string;
  readonly mediaType: string;
  readonly name: string;
  readonly createdBy: string;
  readonly sentSha256: string | null;
}

/** What somebody has sent so far. */
export interface SentSum {
  readonly files: number;
  readonly bytes: number;
}

export interface OpenedFile {
  readonly stream: Readable;
  readonly mediaType: string;
  readonly byteSize: number;
  readonly fileName: string;
}

/** Where the bytes of a file are, for a process of ours that reads them itself. */
export interface LocatedFile {
  readonly path: string;
  readonly mediaType: string;
}

/** A row without its file, a file that is not what was stored, or a file without its row (invariant I6). */
export interface FileProblem {
  readonly kind: 'missing' | 'changed' | 'orphan';
  readonly storageKey: string;
}

const FILE_ROW = {
  storageKey: col.text,
  sha256: col.text,
  byteSize: col.int,
  mediaType: col.text,
  originalName: col.text,
  removedAt: col.instant.orNull,
};
type FileRow = RowOf<typeof FILE_ROW>;

const FILE_COLUMNS = `storage_key AS "storageKey", sha256, byte_size AS "byteSize", media_type AS "mediaType", original_name AS "originalName", removed_at AS "removedAt"`;

const FILE = statement({
  name: 'platform.file',
  sql: `SELECT ${FILE_COLUMNS} FROM stored_files WHERE id = :id`,
  parameters: { id: 'uuid' },
  row: FILE_ROW,
});

const FILES_AFTER = statement({
  name: 'platform.files-after',
  sql: `SELECT ${FILE_COLUMNS} FROM stored_files WHERE storage_key > :after ORDER BY storage_key LIMIT :limit`,
  parameters: { after: 'text', limit: 'integer' },
  row: FILE_ROW,
});

const KNOWN_KEYS = statement({
  name: 'platform.known-file-keys',
  sql: 'SELECT storage_key AS "storageKey" FROM stored_files WHERE storage_key = ANY (:keys) AND removed_at IS NULL',
  parameters: { keys: 'text[]' },
  row: { storageKey: col.text },
});

const SENT_BY = statement({
  name: 'platform.files-sent-by',
  sql: `SELECT count(*) FILTER (WHERE created_at >= :since)::int AS files,
      coalesce(sum(byte_size) FILTER (WHERE created_at >= :since), 0)::float8 AS bytes,
      count(*) FILTER (WHERE removed_at IS NULL)::int AS "keptFiles",
      coalesce(sum(byte_size) FILTER (WHERE removed_at IS NULL), 0)::float8 AS "keptBytes"
    FROM stored_files f WHERE created_by = :accountId
      AND NOT EXISTS (SELECT 1 FROM file_orders made WHERE made.file_id = f.id)`,
  parameters: { accountId: 'uuid', since: 'timestamptz' },
  row: { files: col.int, bytes: col.float, keptFiles: col.int, keptBytes: col.float },
});

const REMOVED = statement({
  name: 'platform.remove-files',
  sql: `UPDATE stored_files SET removed_at = :now WHERE id = ANY (:ids) AND removed_at IS NULL
    RETURNING id, storage_key AS "storageKey", sha256`,
  parameters: { ids: 'uuid[]', now: 'timestamptz' },
  row: { id: col.id<'stored_file'>(), storageKey: col.text, sha256: col.text },
});

const GRACE_MS = 60 * 60 * 1000;
const BATCH = 500;

/**
 * Keeps files that people send under DATA_DIR/files, outside everything that is served. Each file has one row with
 * its SHA-256 in `stored_files`, written in the ambient transaction; the bytes are on disk before the row is, so a
 * crash can leave a file without a row (removed by `removeOrphans`) but never a row without a file.
 */
@Injectable()
export class FileStore {
  private readonly folder: FileFolder;
  private readonly pictures: PictureFolder;

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.folder = new FileFolder(join(config.DATA_DIR, 'files'));
    this.pictures = new PictureFolder(config.DATA_DIR);
  }

  /** Takes over a clean file; returns its id. */
  async save({ file, createdBy }: NewFile): Promise<string> {
    const { path, mediaType, sentSha256 } = file;
    const name = cleanFileName(file.fileName, mediaType);
    return (await this.add({ path, mediaType, name, createdBy, sentSha256 })).id;
  }

  /** Takes over what we made ourselves. */
  async keep({ path, mediaType, fileName, createdBy }: MadeFile): Promise<KeptFile> {
    await flush(path);
    return this.add({ path, mediaType, name: fileName, createdBy, sentSha256: null });
  }

  private async add(row: NewRow): Promise<KeptFile> {
    return this.database.transaction(async () => {
      const id = randomUUID();
      const key = FileFolder.keyOf(id);
      this.database.afterRollback(() => this.folder.remove(key));
      const { sha256, byteSize } = await this.adopt(key, row.path);
      await this.database.execute(
        `INSERT INTO stored_files (id, storage_key, sha256, byte_size, media_type, original_name, created_at, created_by, sent_sha256)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[id, key, sha256, byteSize, row.mediaType, row.name],
          ...[this.clock.now(), row.createdBy, row.sentSha256],
        ],
      );
      return { id, sha256, byteSize };
    });
  }

  /** What an account has sent since an instant, and what is kept of all that it ever sent. */
  async sumSentBy(
    accountId: string,
    since: Date,
  ): Promise<{ readonly since: SentSum; readonly kept: SentSum }> {
    const sum = await this.database.only(SENT_BY, { accountId, since });
    return {
      since: { files: sum.files, bytes: sum.bytes },
      kept: { files: sum.keptFiles, bytes: sum.keptBytes },
    };
  }

  /** Deletes the bytes and what was drawn of them; the rows stay with their fingerprints. Returns those that still had bytes. */
  async removeContents(
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly sha256: string }[]> {
    return this.database.transaction(async () => {
      const removed = await this.database.all(REMOVED, { ids, now: this.clock.now() });
      // Killed in between: without a row that knows them they are orphans, and go in the night.
      await this.database.afterCommit(async () => {
        for (const { storageKey } of removed) await this.folder.remove(storageKey);
        for (const { id } of removed) await this.pictures.remove(id);
      });
      return removed.map(({ id, sha256 }) => ({ id, sha256 }));
    });
  }

  /** The stored bytes with what a download needs to say about them. Whether the reader may is the caller's matter. */
  async open(id: string): Promise<OpenedFile> {
    const row = await this.getRow(id);
    const handle = await this.folder.open(row.storageKey);
    return {
      stream: handle.createReadStream(),
      mediaType: row.mediaType,
      byteSize: row.byteSize,
      fileName: row.originalName,
    };
  }

  async locate(id: string): Promise<LocatedFile> {
    const { storageKey, mediaType } = await this.getRow(id);
    return { path: this.folder.pathOf(storageKey), mediaType };
  }

  private async getRow(id: string): Promise<FileRow> {
    const row = await this.database.first(FILE, { id });
    if (!row) throw new NotFound();
    if (row.removedAt !== null) throw contentsRemoved();
    return row;
  }

  /** Compares every row with its file and every file with its row. */
  async verify(): Promise<FileProblem[]> {
    const problems: FileProblem[] = [];
    let after = '';
    for (;;) {
      const rows = await this.database.all(FILES_AFTER, { after, limit: BATCH });
      for (const row of rows) problems.push(...(await this.problemsOf(row)));
      const last = rows.at(-1);
      if (!last) break;
      after = last.storageKey;
    }
    const orphans = await this.listOrphans();
    return [...problems, ...orphans.map((key) => ({ kind: 'orphan' as const, storageKey: key }))];
  }

  /** Removes what crashed or rolled-back saves left behind; for a nightly job. Returns how many files it removed. */
  async removeOrphans(): Promise<number> {
    const orphans = await this.listOrphans();
    for (const key of orphans) await this.folder.remove(key);
    await this.removeLeftPictures();
    return orphans.length;
  }

  /** Pictures of files that are gone, and what a killed process had begun to draw. */
  private async removeLeftPictures(): Promise<void> {
    const ids = await this.pictures.list();
    const rows = await this.database.all(KNOWN_KEYS, {
      keys: ids.map((id) => FileFolder.keyOf(id)),
    });
    const known = new Set(rows.map((row) => row.storageKey));
    for (const id of ids) if (!known.has(FileFolder.keyOf(id))) await this.pictures.remove(id);
  }

  /** A young file may belong to a transaction that is still open; the disk's time is the machine's, not `Clock`'s. */
  private async listOrphans(): Promise<string[]> {
    const files = await this.folder.list();
    const old = files.filter((file) => file.changedAtMs < Date.now() - GRACE_MS);
    const orphans: string[] = [];
    for (let start = 0; start < old.length; start += BATCH) {
      const keys = old.slice(start, start + BATCH).map((file) => file.key);
      const rows = await this.database.all(KNOWN_KEYS, { keys });
      const known = new Set(rows.map((row) => row.storageKey));
      orphans.push(...keys.filter((key) => !known.has(key)));
    }
    return orphans;
  }

  private async problemsOf(row: FileRow): Promise<FileProblem[]> {
    if (row.removedAt !== null) return [];
    const found = await this.folder.fingerprint(row.storageKey);
    if (found?.sha256 === row.sha256 && found.byteSize === row.byteSize) return [];
    return [{ kind: found ? 'changed' : 'missing', storageKey: row.storageKey }];
  }

  private async adopt(
    key: string,
    path: string,
  ): Promise<{ readonly sha256: string; readonly byteSize: number }> {
    try {
      await this.folder.adopt(key, path);
    } catch (error) {
      throw diskTrouble(error) ?? error;
    }
    const found = await this.folder.fingerprint(key);
    if (!found) throw new Error(`The file of ${key} is gone`);
    return found;
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function contentsRemoved(): NotFound {
  return new NotFound(
    'files.removed',
    'このファイルは、市が定めた保存の期間を過ぎたため削除しました。記録だけが残っています。',
  );
}
