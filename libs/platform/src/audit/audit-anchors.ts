import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { isLocalDate, type LocalDate } from '../calendar/local-date';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';
import { statement } from '../statements/statement';
import { AuditKeys, isSameHash } from './audit-chain';
import { CHAIN_LOCK } from './audit-log';

const ANCHOR_ROW = {
  day: col.date,
  entryId: col.bigint,
  entries: col.bigint,
  hash: col.text,
  keyId: col.text,
  mac: col.text,
};

/**
 * How far the audit log reached on a day: its last entry, how many there were, and a signature over both. A tail that is
 * cut off, or a chain that was written anew, no longer fits to one that was kept elsewhere.
 */
export type AuditAnchor = RowOf<typeof ANCHOR_ROW>;

const COLUMNS = `day, entry_id AS "entryId", entries, hash, key_id AS "keyId", mac`;

const ANCHORS = statement({
  name: 'platform.audit-anchors',
  sql: `SELECT ${COLUMNS} FROM audit_anchors ORDER BY day`,
  parameters: {},
  row: ANCHOR_ROW,
});

const ANCHOR_OF = statement({
  name: 'platform.audit-anchor-of-day',
  sql: `SELECT ${COLUMNS} FROM audit_anchors WHERE day = :day`,
  parameters: { day: 'date' },
  row: ANCHOR_ROW,
});

const END_OF_CHAIN = statement({
  name: 'platform.audit-end-of-chain',
  sql: `SELECT id AS "entryId", hash, (SELECT count(*) FROM audit_entries) AS entries
    FROM audit_entries ORDER BY id DESC LIMIT 1`,
  parameters: {},
  row: { entryId: col.bigint, hash: col.text, entries: col.bigint },
});

const FILE = z.object({
  day: z.string().refine(isLocalDate),
  entryId: z.string().regex(/^\d{1,19}$/),
  entries: z.string().regex(/^\d{1,19}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  keyId: z.string(),
  mac: z.string(),
});

/** An anchor as it was kept in the database or in a file, and whether its signature is ours. */
export interface KeptAnchor extends AuditAnchor {
  readonly isSigned: boolean;
}

/** Makes one anchor a day, in the database and as a file outside of it, and reads both again. */
@Injectable()
export class AuditAnchors {
  private readonly keys: AuditKeys;
  private readonly folder: string;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.keys = new AuditKeys(config.AUDIT_KEY);
    this.folder = join(config.DATA_DIR, 'audit-anchors');
  }

  /** Today's anchor; made at the first call of the day, null while nothing is recorded. Safe to repeat. */
  async makeToday(): Promise<AuditAnchor | null> {
    const day = this.clock.today();
    const anchor = await this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
      const made = await this.database.first(ANCHOR_OF, { day });
      return made ?? (await this.insert(day));
    });
    if (anchor) await this.keepFile(anchor);
    return anchor;
  }

  /** The anchor of a day. */
  async find(day: LocalDate): Promise<AuditAnchor | null> {
    return this.database.first(ANCHOR_OF, { day });
  }

  /** All that were kept, in the database and as files; a file that cannot be read counts as one that is not signed. */
  async listKept(): Promise<readonly KeptAnchor[]> {
    const stored = await this.database.all(ANCHORS, {});
    const files = await this.readFiles();
    return [...stored, ...files].map((anchor) => ({ ...anchor, isSigned: this.isSigned(anchor) }));
  }

  private async insert(day: LocalDate): Promise<AuditAnchor | null> {
    const end = await this.database.first(END_OF_CHAIN, {});
    if (!end) return null;
    const unsigned = { day, ...end, keyId: this.keys.currentId };
    const anchor = { ...unsigned, mac: this.keys.sign(unsigned.keyId, contentOf(unsigned)) };
    const { entryId, entries, hash, keyId, mac } = anchor;
    await this.database.execute(
      `INSERT INTO audit_anchors (day, entry_id, entries, hash, key_id, mac, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [day, entryId, entries, hash, keyId, mac, this.clock.now()],
    );
    return anchor;
  }

  private isSigned(anchor: AuditAnchor): boolean {
    if (!this.keys.has(anchor.keyId)) return false;
    return isSameHash(anchor.mac, this.keys.sign(anchor.keyId, contentOf(anchor)));
  }

  /** Whole or not at all: a file that was begun when the power failed would look like a forgery. */
  private async keepFile(anchor: AuditAnchor): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, `${anchor.day}.json`);
    await writeFile(`${file}.new`, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  private async readFiles(): Promise<readonly AuditAnchor[]> {
    const names = await readdir(this.folder).catch(() => []);
    const days = names.map((name) => name.replace(/\.json$/, '')).filter(isLocalDate);
    return Promise.all(days.sort().map((day) => this.readFile(day)));
  }

  private async readFile(day: LocalDate): Promise<AuditAnchor> {
    const read = FILE.safeParse(parsed(await readFile(join(this.folder, `${day}.json`), 'utf8')));
    return read.success ? read.data : { day, ...UNREADABLE };
  }
}

const UNREADABLE = { entryId: '0', entries: '0', hash: '', keyId: '', mac: '' };

function contentOf({ day, entryId, entries, hash, keyId }: Omit<AuditAnchor, 'mac'>): unknown {
  return ['anchor', day, entryId, entries, hash, keyId];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
