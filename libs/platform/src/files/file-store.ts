import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { InvalidInput, NotFound, Unavailable } from '../errors/errors';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';
import { statement } from '../statements/statement';
import {
  type AcceptedType,
  checkContent,
  type CheckedContent,
  fitsName,
  labelsOf,
} from './file-content.rules';
import { FileFolder } from './file-folder';
import { cleanFileName } from './file-name.rules';

export interface NewFile {
  readonly bytes: Buffer;
  readonly originalName: string;
  /** The account that sends it. */
  readonly createdBy: string;
  readonly accept: readonly AcceptedType[];
  readonly maximumBytes: number;
  /** The form field that a refusal is shown beside. */
  readonly field: string;
}

export interface OpenedFile {
  readonly stream: Readable;
  readonly mediaType: string;
  readonly byteSize: number;
  readonly fileName: string;
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
};
type FileRow = RowOf<typeof FILE_ROW>;

const FILE_COLUMNS = `storage_key AS "storageKey", sha256, byte_size AS "byteSize", media_type AS "mediaType", original_name AS "originalName"`;

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
  sql: 'SELECT storage_key AS "storageKey" FROM stored_files WHERE storage_key = ANY (:keys)',
  parameters: { keys: 'text[]' },
  row: { storageKey: col.text },
});

const GRACE_MS = 60 * 60 * 1000;
const BATCH = 500;
const MEGABYTE = 1024 * 1024;
const DISK_TROUBLES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EEXIST', 'ENOTDIR'];

/**
 * Keeps files that people send under DATA_DIR/files, outside everything that is served. Each file has one row with
 * its SHA-256 in `stored_files`, written in the ambient transaction; the bytes are on disk before the row is, so a
 * crash can leave a file without a row (removed by `removeOrphans`) but never a row without a file.
 */
@Injectable()
export class FileStore {
  private readonly folder: FileFolder;

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.folder = new FileFolder(join(config.DATA_DIR, 'files'));
  }

  /** Checks, cleans and stores a file; returns its id. Throws InvalidInput for `field` when it is refused. */
  async save(file: NewFile): Promise<string> {
    const content = requireAcceptable(file);
    return this.database.transaction(async () => {
      const id = randomUUID();
      const key = FileFolder.keyOf(id);
      this.database.afterRollback(() => this.folder.remove(key));
      await this.write(key, content.bytes);
      await this.database.execute(
        `INSERT INTO stored_files (id, storage_key, sha256, byte_size, media_type, original_name, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          key,
          createHash('sha256').update(content.bytes).digest('hex'),
          content.bytes.length,
          content.mediaType,
          cleanFileName(file.originalName, content.mediaType),
          this.clock.now(),
          file.createdBy,
        ],
      );
      return id;
    });
  }

  /** The stored bytes with what a download needs to say about them. Whether the reader may is the caller's matter. */
  async open(id: string): Promise<OpenedFile> {
    const row = await this.database.first(FILE, { id });
    if (!row) throw new NotFound();
    const handle = await this.folder.open(row.storageKey);
    return {
      stream: handle.createReadStream(),
      mediaType: row.mediaType,
      byteSize: row.byteSize,
      fileName: row.originalName,
    };
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
    return orphans.length + (await this.folder.removeUnfinished(Date.now() - GRACE_MS));
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
    const found = await this.folder.fingerprint(row.storageKey);
    if (found?.sha256 === row.sha256 && found.byteSize === row.byteSize) return [];
    return [{ kind: found ? 'changed' : 'missing', storageKey: row.storageKey }];
  }

  private async write(key: string, bytes: Buffer): Promise<void> {
    try {
      await this.folder.write(key, bytes);
    } catch (error) {
      if (!DISK_TROUBLES.includes(String((error as NodeJS.ErrnoException).code))) throw error;
      const refused = new Unavailable(
        'files.disk',
        'ファイルを保存できません。保存先の空きや書込みの権限を確かめるよう、システム管理者に連絡してください。',
      );
      refused.cause = error;
      throw refused;
    }
  }
}

function requireAcceptable(file: NewFile): CheckedContent {
  const refuse = (message: string) => new InvalidInput({ [file.field]: message });
  if (file.bytes.length === 0) {
    throw refuse('ファイルが空です(0バイト)。正しいファイルを選び直してください。');
  }
  if (file.bytes.length > file.maximumBytes) {
    const limit = String(Math.floor(file.maximumBytes / MEGABYTE));
    throw refuse(`ファイルが大きすぎます。${limit}MB以下にして、選び直してください。`);
  }
  const content = checkContent(file.bytes, file.accept);
  if (content === null) {
    throw refuse(
      `${labelsOf(file.accept)}として読めません。${labelsOf(file.accept)}のどれかで保存し直したものを選んでください。`,
    );
  }
  if (!fitsName(file.originalName, content.mediaType)) {
    throw refuse(
      `ファイル名の末尾と中身(${labelsOf([content.mediaType])})が合いません。正しい末尾の名前にして、選び直してください。`,
    );
  }
  return content;
}
