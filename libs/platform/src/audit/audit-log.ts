import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import * as col from '../statements/columns';
import { statement } from '../statements/statement';
import { AuditKeys, GENESIS, hashOfEntry } from './audit-chain';

/**
 * Who acted: an account, whose name is looked up in the register when the log is read and never written into it, or a
 * job or command by its name.
 */
export interface AuditActor {
  readonly accountId: string | null;
  /** The name of a job or command; empty for an account. */
  readonly label: string;
}

export interface AuditEntry {
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /**
   * Ids and values, never the name of a person. One act on many things is one entry: `members` lists their ids, so that
   * each of them finds it, and `memberFields`, where it is given, what became different of each, in the same order.
   */
  readonly detail?: Record<string, unknown>;
}

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

/** Held by whoever needs the chain to end where it ends. */
export const CHAIN_LOCK = 720_260_402;
const ROWS_PER_STATEMENT = 5_000;

/**
 * Append-only record of every change of state. Must be written in the transaction of the change, so that there is
 * exactly one entry per change (invariant I5); entries form a chain of keyed hashes, so that a removed or edited one is
 * found.
 */
@Injectable()
export class AuditLog {
  /** What was recorded in each transaction that is under way. */
  private readonly collected = new WeakMap<object, Collected[]>();
  private readonly keys: AuditKeys;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.keys = new AuditKeys(config.AUDIT_KEY);
  }

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
        key_id: this.keys.currentId,
      };
      previous = hashOfEntry(row, this.keys);
      return { ...row, hash: previous };
    });
    await this.database.execute(
      `INSERT INTO audit_entries (at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash, key_id)
       SELECT at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash, key_id
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (at timestamptz, actor_account_id uuid, actor_label text,
         action text, subject_type text, subject_id text, detail jsonb, previous_hash text, hash text, key_id text))
         WITH ORDINALITY AS entry (at, actor_account_id, actor_label, action, subject_type, subject_id, detail,
                                   previous_hash, hash, key_id, position)
       ORDER BY position`,
      [JSON.stringify(rows)],
    );
  }
}
