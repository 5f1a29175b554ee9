import { Inject, Injectable } from '@nestjs/common';
import type { LocalDate } from '../calendar/local-date';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { type RowFrom, statement } from '../statements/statement';
import * as col from '../statements/columns';
import { localDateOf } from '../clock/clock';
import { AuditAnchors, type KeptAnchor } from './audit-anchors';
import { AuditKeys, CHAIN_ROW, GENESIS, hashOfEntry, isSameHash } from './audit-chain';

/** Why the chain does not hold. */
export const CHAIN_PROBLEMS = [
  /** The entry was changed, or the one before it removed. */
  'broken',
  /** No key after entries that have one. */
  'unkeyed',
  /** Signed with a key that is not among ours. */
  'unknown_key',
  /** An anchor that we did not sign. */
  'forged_anchor',
  /** The log does not hold what the anchor says it held. */
  'lost_tail',
] as const;

export type ChainProblem =
  | { readonly kind: 'broken' | 'unkeyed' | 'unknown_key'; readonly entryId: string }
  | { readonly kind: 'forged_anchor' | 'lost_tail'; readonly day: LocalDate };

/** How far the chain holds: up to `checked` entries without a problem. */
export interface ChainCheck {
  readonly checked: number;
  readonly anchors: number;
  readonly problem: ChainProblem | null;
}

const CHAIN_AFTER = statement({
  name: 'platform.audit-chain',
  sql: `SELECT id, at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash, key_id,
      at = date_trunc('milliseconds', at) AS is_exact
    FROM audit_entries WHERE id > :after ORDER BY id LIMIT 5000`,
  parameters: { after: 'bigint' },
  // The hash knows milliseconds only: what is finer was put there afterwards.
  row: { ...CHAIN_ROW, is_exact: col.bool },
});

/** How much was there once, by the checks of before that found nothing wrong. */
const SEEN_BEFORE = statement({
  name: 'platform.audit-seen-before',
  sql: `SELECT checked_at AS "checkedAt", entries, anchors FROM audit_checks WHERE problem IS NULL ORDER BY entries DESC, anchors DESC, id DESC LIMIT 1`,
  parameters: {},
  row: { checkedAt: col.instant, entries: col.bigint, anchors: col.bigint },
});

type CheckedRow = RowFrom<typeof CHAIN_AFTER>;

/** Walks the whole chain and compares it with every anchor that was kept. For the worker and the command line. */
@Injectable()
export class AuditCheck {
  private readonly keys: AuditKeys;

  constructor(
    private readonly database: Database,
    private readonly anchors: AuditAnchors,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.keys = new AuditKeys(config.AUDIT_KEY);
  }

  /** Anchors are read first: what is recorded meanwhile only lengthens the chain. */
  async run(): Promise<ChainCheck> {
    const anchors = await this.anchors.listKept();
    const forged = anchors.find(({ isSigned }) => !isSigned);
    const walk = new ChainWalk(this.keys, anchors);
    const broken = await this.walkChain(walk);
    const problem =
      broken ??
      (forged && forgedAnchor(forged)) ??
      walk.lostTail() ??
      (await this.lessThanBefore(walk.checked, anchors.length));
    return { checked: walk.checked, anchors: anchors.length, problem };
  }

  /** Without a key nobody can write a longer chain, but anybody with the tables can cut this one: earlier checks know. */
  private async lessThanBefore(entries: number, anchors: number): Promise<ChainProblem | null> {
    const before = await this.database.first(SEEN_BEFORE, {});
    if (!before) return null;
    const isLess = entries < Number(before.entries) || anchors < Number(before.anchors);
    return isLess ? { kind: 'lost_tail', day: localDateOf(before.checkedAt) } : null;
  }

  private async walkChain(walk: ChainWalk): Promise<ChainProblem | null> {
    for (;;) {
      const rows = await this.database.all(CHAIN_AFTER, { after: walk.lastId });
      if (rows.length === 0) return null;
      for (const row of rows) {
        const problem = walk.step(row);
        if (problem) return problem;
      }
    }
  }
}

/** What has been seen of the chain so far. */
class ChainWalk {
  checked = 0;
  lastId = '0';
  private previous = GENESIS;
  private isKeyed = false;
  private readonly open: Map<string, KeptAnchor[]>;

  constructor(
    private readonly keys: AuditKeys,
    anchors: readonly KeptAnchor[],
  ) {
    this.open = new Map();
    for (const anchor of anchors)
      this.open.set(anchor.entryId, [...(this.open.get(anchor.entryId) ?? []), anchor]);
  }

  step(row: CheckedRow): ChainProblem | null {
    const kind = this.problemOf(row);
    if (kind) return { kind, entryId: row.id };
    this.previous = row.hash;
    this.isKeyed ||= row.key_id !== null;
    this.checked += 1;
    this.lastId = row.id;
    this.meetAnchors(row);
    return null;
  }

  /** The first day whose anchor the chain did not meet as it says. */
  lostTail(): ChainProblem | null {
    const days = [...this.open.values()].flat().map(({ day }) => day);
    const [day] = days.sort();
    return day === undefined ? null : { kind: 'lost_tail', day };
  }

  private problemOf(row: CheckedRow): 'broken' | 'unkeyed' | 'unknown_key' | null {
    if (row.key_id === null && this.isKeyed) return 'unkeyed';
    if (row.key_id !== null && !this.keys.has(row.key_id)) return 'unknown_key';
    const isWhole =
      row.is_exact &&
      row.previous_hash === this.previous &&
      isSameHash(row.hash, hashOfEntry(row, this.keys));
    return isWhole ? null : 'broken';
  }

  private meetAnchors(row: CheckedRow): void {
    const here = this.open.get(row.id);
    if (!here) return;
    const missed = here.filter(
      ({ hash, entries }) => hash !== row.hash || entries !== String(this.checked),
    );
    if (missed.length === 0) this.open.delete(row.id);
    else this.open.set(row.id, missed);
  }
}

function forgedAnchor({ day }: KeptAnchor): ChainProblem {
  return { kind: 'forged_anchor', day };
}
