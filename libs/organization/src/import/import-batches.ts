import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  addDays,
  Clock,
  col,
  Conflict,
  Database,
  formatDateShort,
  type LocalDate,
  localDateOf,
  NotFound,
  type Recorder,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { BaseStateQueries } from './base-state.queries';
import type { Compared, ComparedTexts, PlanHead } from './comparing/protocol';
import { numberPairsSchema, planSummarySchema } from './plan.schema';
import type { KeptSource, Prepared } from './plan-maker';

/** Two people who press 反映 at once: the second waits here and then finds it done. */
const CLAIMED = statement({
  name: 'organization.import-claimed',
  sql: `SELECT id, state, created_at AS "createdAt", source_name AS "sourceName", base_fingerprint AS "baseFingerprint" FROM import_batches WHERE id::text = :batchId FOR UPDATE`,
  parameters: { batchId: 'text' },
  row: {
    id: col.id<'import_batch'>(),
    state: col.oneOf(['previewed', 'applied', 'discarded', 'undone']),
    createdAt: col.instant,
    sourceName: col.text,
    baseFingerprint: col.text,
  },
});

const HEAD = statement({
  name: 'organization.import-head',
  sql: `SELECT effective_on AS "effectiveOn", plan -> 'summary' AS summary,
      jsonb_path_query_array(plan, '$.suspicions[*].pair ? (@ != null)') AS pairs
    FROM import_batches WHERE id = :batchId`,
  parameters: { batchId: 'uuid' },
  row: {
    effectiveOn: col.date,
    summary: col.json(planSummarySchema),
    pairs: col.json(numberPairsSchema),
  },
});

/** Some of the rows that the plan writes. */
const ROWS = statement({
  name: 'organization.import-rows',
  sql: `SELECT jsonb_path_query_array(plan, (:path || '[' || :first || ' to ' || :last || ']')::jsonpath) AS rows
    FROM import_batches WHERE id = :batchId`,
  parameters: { batchId: 'uuid', path: 'text', first: 'integer', last: 'integer' },
  row: { rows: col.json(z.array(z.unknown())) },
});

/** A long list is read by so many rows, so that others have their turn in between. */
const ROWS_AT_ONCE = 2_000;

const SOURCE = statement({
  name: 'organization.import-source',
  sql: `SELECT source::text AS source, source_name AS "sourceName", draft_id IS NOT NULL AS "isPart" FROM import_batches WHERE id = :batchId`,
  parameters: { batchId: 'uuid' },
  row: { source: col.text, sourceName: col.text, isPart: col.bool },
});

/** For so many days a preview waits for 反映. It tells of people, and what it was compared with has changed by then. */
export const PREVIEW_DAYS = 14;

/** The last day on which a preview can be carried out. */
export function lastDayOf({ createdAt }: { readonly createdAt: Date }): LocalDate {
  return addDays(localDateOf(createdAt), PREVIEW_DAYS);
}

const CLOSED = {
  applied: '反映済みです',
  discarded: '取りやめられています',
  undone: '反映のあとに取り消されています',
} as const;

/** What a plan that was made on the screen is about, and why. */
export interface ScreenAct {
  readonly reason: string;
  /** Null: a newcomer, or a unit. */
  readonly personId: string | null;
  readonly orgUnitId: string | null;
}

export interface ClaimedBatch extends RowFrom<typeof CLAIMED> {
  readonly plan: PlanHead;
}

/** A preview that waits for what becomes of it. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
  ) {}

  async keep(
    by: Recorder,
    prepared: Prepared,
    { act, draftId }: { readonly act?: ScreenAct | undefined; readonly draftId?: string } = {},
  ): Promise<string> {
    const id = randomUUID();
    await this.putTexts(id, { source: prepared.source, plan: prepared.plan });
    await this.database.execute(
      `INSERT INTO import_batches (id, state, effective_on, units_file_name, postings_file_name, encoding, source, plan,
         base_fingerprint, created_at, created_by, source_name, reason, person_id, org_unit_id, draft_id)
       VALUES ($1, 'previewed', $2, $3, $4, $5, ${putText('source', '$1')}, ${putText('plan', '$1')}, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        prepared.effectiveOn,
        prepared.unitsFileName,
        prepared.postingsFileName,
        prepared.encodings,
        prepared.fingerprint,
        this.clock.now(),
        by.accountId,
        prepared.sourceName,
        ...[act?.reason ?? null, act?.personId ?? null, act?.orgUnitId ?? null, draftId ?? null],
      ],
    );
    await this.removeTexts(id);
    return id;
  }

  /** Applied: what it wrote is there already, and the planner has to know the tables again. */
  async close(
    by: Recorder,
    batchId: string,
    state: 'applied' | 'discarded',
    act?: ScreenAct,
  ): Promise<void> {
    if (state === 'discarded') {
      await this.database.execute(`UPDATE import_batches SET state = 'discarded' WHERE id = $1`, [
        batchId,
      ]);
      return;
    }
    // A person or two leave the planner's knowledge as it is.
    if (!act) await this.base.refreshStatistics();
    await this.database.execute(
      `UPDATE import_batches SET state = 'applied', applied_at = $2, applied_by = $3 WHERE id = $1`,
      [batchId, this.clock.now(), by.accountId],
    );
  }

  /** Held until the transaction ends. Conflict when it was applied or discarded before. */
  async claim(batchId: string): Promise<ClaimedBatch> {
    const batch = await this.database.first(CLAIMED, { batchId });
    if (!batch) throw new NotFound();
    if (batch.state === 'previewed') {
      return { ...batch, plan: await this.database.only(HEAD, { batchId: batch.id }) };
    }
    const what = CLOSED[batch.state];
    throw new Conflict(
      'import.closed',
      `この取込みはすでに${what}。取込みの一覧からやり直してください。`,
    );
  }

  /** The same, to be carried out: Conflict as well when its days are over and no night has thrown it away yet. */
  async claimToApply(batchId: string): Promise<ClaimedBatch> {
    const batch = await this.claim(batchId);
    if (this.clock.today() <= lastDayOf(batch)) return batch;
    throw new Conflict(
      'import.expired',
      `反映の期限(${formatDateShort(lastDayOf(batch))})を過ぎました。ファイルを読み込み直してください。`,
    );
  }

  /** Another plan of the same files. */
  async replacePlan(batchId: string, { plan, effectiveOn }: Compared): Promise<void> {
    await this.putTexts(batchId, { plan });
    await this.database.execute(
      `UPDATE import_batches SET plan = ${putText('plan', '$1')}, effective_on = $2 WHERE id = $1`,
      [batchId, effectiveOn],
    );
    await this.removeTexts(batchId);
  }

  /** Other rows than those that were sent, and their plan. */
  async replaceSource(batchId: string, { plan, source, effectiveOn }: Compared): Promise<void> {
    await this.putTexts(batchId, { plan, source });
    await this.database.execute(
      `UPDATE import_batches SET plan = ${putText('plan', '$1')}, source = ${putText('source', '$1')}, effective_on = $2 WHERE id = $1`,
      [batchId, effectiveOn],
    );
    await this.removeTexts(batchId);
  }

  /**
   * Hands the texts on part by part, as they came from whoever compared: one statement of tens of megabytes would keep
   * everybody else waiting until it is written.
   */
  private async putTexts(batchId: string, texts: Partial<ComparedTexts>): Promise<void> {
    for (const [name, parts] of Object.entries(texts)) {
      for (const [position, bytes] of parts.entries()) {
        await this.database.execute('INSERT INTO import_texts VALUES ($1, $2, $3, $4)', [
          ...[batchId, name, position, asBuffer(bytes)],
        ]);
      }
    }
  }

  private async removeTexts(batchId: string): Promise<void> {
    await this.database.execute('DELETE FROM import_texts WHERE batch_id = $1', [batchId]);
  }

  /** The rows of one list of the plan (`$.operations.units`), some at a time. */
  async *rowsOf(batchId: string, path: string): AsyncGenerator<readonly unknown[]> {
    for (let first = 0; ; first += ROWS_AT_ONCE) {
      const last = first + ROWS_AT_ONCE - 1;
      const { rows } = await this.database.only(ROWS, { batchId, path, first, last });
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }

  /** What the files said, in JSON, and where they came from. */
  async sourceOf(batchId: string): Promise<KeptSource> {
    return this.database.only(SOURCE, { batchId });
  }

  /** Locks the organisation, and makes sure that it is still the one that the preview was made for. */
  async requireSameBase(batch: ClaimedBatch): Promise<void> {
    await this.base.lock();
    if ((await this.base.fingerprint()) === batch.baseFingerprint) return;
    throw new Conflict(
      'import.base_changed',
      'プレビューの後に職員・組織のデータが変わりました。同じファイルをもう一度取り込み、プレビューを確かめてから反映してください。',
    );
  }
}

/** A text that was put there before, as jsonb. */
function putText(name: keyof ComparedTexts, batchId: string): string {
  return `(SELECT convert_from(string_agg(bytes, ''::bytea ORDER BY position), 'UTF8')::jsonb
    FROM import_texts WHERE batch_id = ${batchId} AND name = '${name}')`;
}

/** The same bytes as the driver takes them, not a copy. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
