import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Conflict,
  Database,
  NotFound,
  type Recorder,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { BaseStateQueries } from './base-state.queries';
import type { ImportPlan } from './plan';
import { planSchema } from './plan.schema';
import type { Prepared } from './plan-maker';
import type { ImportSource } from './read-files';

/** Two people who press 反映 at once: the second waits here and then finds it done. */
const CLAIMED = statement({
  name: 'organization.import-claimed',
  sql: `SELECT id, state, base_fingerprint AS "baseFingerprint" FROM import_batches WHERE id::text = :batchId FOR UPDATE`,
  parameters: { batchId: 'text' },
  row: {
    id: col.id<'import_batch'>(),
    state: col.oneOf(['previewed', 'applied', 'discarded']),
    baseFingerprint: col.text,
  },
});

const KEPT_PLAN = statement({
  name: 'organization.import-plan',
  sql: 'SELECT plan FROM import_batches WHERE id = :batchId',
  parameters: { batchId: 'uuid' },
  row: { plan: col.json(planSchema) },
});

const sourceFile = z.object({
  fileName: z.string(),
  encoding: z.string(),
  rows: z.array(
    z.object({
      line: z.number(),
      cells: z.record(z.string(), z.string()),
      problems: z.array(z.object({ column: z.string().nullable(), reason: z.string() })),
    }),
  ),
});

const SOURCE = statement({
  name: 'organization.import-source',
  sql: 'SELECT source FROM import_batches WHERE id = :batchId',
  parameters: { batchId: 'uuid' },
  row: {
    source: col.json<ImportSource>(
      z.object({ units: sourceFile.nullable(), postings: sourceFile.nullable() }),
    ),
  },
});

export interface ClaimedBatch extends RowFrom<typeof CLAIMED> {
  readonly plan: ImportPlan;
}

/** A preview that waits for what becomes of it. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
  ) {}

  async keep(by: Recorder, { source, plan, fingerprint }: Prepared): Promise<string> {
    const id = randomUUID();
    const encodings = [source.units?.encoding, source.postings?.encoding].filter(Boolean);
    await this.database.execute(
      `INSERT INTO import_batches (id, state, effective_on, units_file_name, postings_file_name, encoding, source, plan,
         base_fingerprint, created_at, created_by)
       VALUES ($1, 'previewed', $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10)`,
      [
        id,
        plan.effectiveOn,
        source.units?.fileName ?? null,
        source.postings?.fileName ?? null,
        [...new Set(encodings)].join(' '),
        JSON.stringify(source),
        JSON.stringify(plan),
        fingerprint,
        this.clock.now(),
        by.accountId,
      ],
    );
    return id;
  }

  /** Applied: what it wrote is there already, and the planner has to know the tables again. */
  async close(by: Recorder, batchId: string, state: 'applied' | 'discarded'): Promise<void> {
    if (state === 'discarded') {
      await this.database.execute(`UPDATE import_batches SET state = 'discarded' WHERE id = $1`, [
        batchId,
      ]);
      return;
    }
    await this.base.refreshStatistics();
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
      return { ...batch, ...(await this.database.only(KEPT_PLAN, { batchId: batch.id })) };
    }
    const what = batch.state === 'applied' ? '反映済みです' : '取りやめられています';
    throw new Conflict(
      'import.closed',
      `この取込みはすでに${what}。取込みの一覧からやり直してください。`,
    );
  }

  /** What the files said. */
  async sourceOf(batchId: string): Promise<ImportSource> {
    return (await this.database.only(SOURCE, { batchId })).source;
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
