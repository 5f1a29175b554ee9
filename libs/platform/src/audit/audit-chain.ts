import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { secretsOf } from '../config/config.schema';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';

export const CHAIN_ROW = {
  id: col.bigint,
  at: col.instant,
  actor_account_id: col.id<'account'>().orNull,
  actor_label: col.text,
  action: col.text,
  subject_type: col.text,
  subject_id: col.text,
  detail: col.json(z.record(z.string(), z.unknown())),
  previous_hash: col.text,
  hash: col.text,
  key_id: col.text.orNull,
};

export type ChainRow = RowOf<typeof CHAIN_ROW>;

/** What the first entry takes for the hash of the one before. */
export const GENESIS = '0'.repeat(64);

const KEY_ID_LENGTH = 12;

/** A key of the chain. Its id tells which one it was, and nothing about it. */
interface AuditKey {
  readonly id: string;
  readonly secret: string;
}

/**
 * The keys of the audit chain. They live outside the database: whoever can write into every table of it still cannot
 * make an entry that fits. The newest signs; older ones are kept to check what they signed.
 */
export class AuditKeys {
  private readonly keys: ReadonlyMap<string, AuditKey>;
  private readonly newest: AuditKey;

  constructor(setting: string) {
    const [first, ...older] = secretsOf(setting);
    this.newest = keyOf(first);
    this.keys = new Map([this.newest, ...older.map(keyOf)].map((key) => [key.id, key]));
  }

  /** The id of the key that signs. */
  get currentId(): string {
    return this.newest.id;
  }

  has(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /** HMAC-SHA-256 in hexadecimal. Throws a RangeError for a key that is not there: ask `has` first. */
  sign(keyId: string, content: unknown): string {
    const key = this.keys.get(keyId);
    if (!key) throw new RangeError(`no audit key ${keyId}`);
    return createHmac('sha256', key.secret).update(canonicalJson(content)).digest('hex');
  }
}

/**
 * The hash of an entry over itself and the hash before it. Entries from before there was a key have a plain SHA-256
 * (`key_id` null), which proves only that nobody changed a row by mistake.
 */
export function hashOfEntry(row: Omit<ChainRow, 'id' | 'hash'>, keys: AuditKeys): string {
  const content = [
    row.previous_hash,
    row.at.toISOString(),
    row.actor_account_id,
    row.actor_label,
    row.action,
    row.subject_type,
    row.subject_id,
    row.detail,
  ];
  if (row.key_id !== null) return keys.sign(row.key_id, [...content, row.key_id]);
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Whether two hashes are the same, in the same time whatever they are. */
export function isSameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function keyOf(secret: string): AuditKey {
  const id = createHash('sha256').update(`audit-key:${secret}`).digest('hex');
  return { id: id.slice(0, KEY_ID_LENGTH), secret };
}

/** jsonb forgets the order of keys, so the hash must not depend on it. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
