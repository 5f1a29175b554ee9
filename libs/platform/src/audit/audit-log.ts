import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import * as col from '../statements/columns';
import type { RowOf } from '../statements/columns';
import { statement } from '../statements/statement';

/** Who acted: a signed-in person, or a job or command by its name. */
export interface AuditActor {
  readonly accountId: string | null;
  readonly label: string;
}

export interface AuditEntry {
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail?: Record<string, unknown>;
}

/** How far the chain holds; `brokenEntryId` is the first entry that was changed, or follows a removed one. */
export interface ChainCheck {
  readonly checked: number;
  readonly brokenEntryId: string | null;
}

const CHAIN_ROW = {
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
};
type ChainRow = RowOf<typeof CHAIN_ROW>;

const CHAIN_AFTER = statement({
  name: 'platform.audit-chain',
  sql: `SELECT id, at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash
    FROM audit_entries WHERE id > :after ORDER BY id LIMIT 5000`,
  parameters: { after: 'bigint' },
  row: CHAIN_ROW,
});

const LAST_HASH = statement({
  name: 'platform.audit-last-hash',
  sql: 'SELECT hash FROM audit_entries ORDER BY id DESC LIMIT 1',
  parameters: {},
  row: { hash: col.text },
});

/** An entry and who made it, waiting for the end of its transaction. */
interface Collected {
  readonly actor: AuditActor;
  readonly entry: AuditEntry;
}

const CHAIN_LOCK = 720_260_402;
const ROWS_PER_STATEMENT = 5_000;
const GENESIS = '0'.repeat(64);

/**
 * Append-only record of every change of state. Must be written in the transaction of the change, so that there is
 * exactly one entry per change (invariant I5); entries form a hash chain, so that a removed or edited one is found.
 */
@Injectable()
export class AuditLog {
  /** What was recorded in each transaction that is under way. */
  private readonly collected = new WeakMap<object, Collected[]>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Appends entries in order. They are written as the last statements of the surrounding transaction: the chain's
   * lock, which every change needs, is held for the commit only.
   */
  async record(actor: AuditActor, ...entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.database.transaction(async () => {
      const transaction = this.database.manager;
      const waiting = this.collected.get(transaction);
      const added = entries.map((entry) => ({ actor, entry }));
      if (waiting) {
        waiting.push(...added);
        return;
      }
      this.collected.set(transaction, added);
      await this.database.beforeCommit(() => this.write(transaction));
    });
  }

  /** The id of the first entry that does not fit into the chain, or null. */
  async findBrokenEntry(): Promise<string | null> {
    return (await this.checkChain()).brokenEntryId;
  }

  /** Walks the whole chain from its first entry until it ends or breaks. */
  async checkChain(): Promise<ChainCheck> {
    let previous = GENESIS;
    let after = '0';
    let checked = 0;
    for (;;) {
      const rows = await this.database.all(CHAIN_AFTER, { after });
      const last = rows.at(-1);
      if (!last) return { checked, brokenEntryId: null };
      for (const row of rows) {
        if (row.previous_hash !== previous || row.hash !== hashOf(row))
          return { checked, brokenEntryId: row.id };
        previous = row.hash;
        checked += 1;
      }
      after = last.id;
    }
  }

  private async write(transaction: object): Promise<void> {
    const entries = this.collected.get(transaction) ?? [];
    this.collected.delete(transaction);
    await this.database.execute('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
    for (let start = 0; start < entries.length; start += ROWS_PER_STATEMENT)
      await this.append(entries.slice(start, start + ROWS_PER_STATEMENT));
  }

  private async append(collected: readonly Collected[]): Promise<void> {
    const last = await this.database.first(LAST_HASH, {});
    const at = this.clock.now();
    let previous = last?.hash ?? GENESIS;
    const rows = collected.map(({ actor, entry }) => {
      const row = {
        at,
        actor_account_id: actor.accountId,
        actor_label: actor.label,
        action: entry.action,
        subject_type: entry.subjectType,
        subject_id: entry.subjectId,
        detail: entry.detail ?? {},
        previous_hash: previous,
      };
      previous = hashOf(row);
      return { ...row, hash: previous };
    });
    await this.database.execute(
      `INSERT INTO audit_entries (at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash)
       SELECT at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (at timestamptz, actor_account_id uuid, actor_label text,
         action text, subject_type text, subject_id text, detail jsonb, previous_hash text, hash text))
         WITH ORDINALITY AS entry (at, actor_account_id, actor_label, action, subject_type, subject_id, detail,
                                   previous_hash, hash, position)
       ORDER BY position`,
      [JSON.stringify(rows)],
    );
  }
}

function hashOf(row: Omit<ChainRow, 'id' | 'hash'>): string {
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
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
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
