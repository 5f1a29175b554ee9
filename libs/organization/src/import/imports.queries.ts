import { Injectable } from '@nestjs/common';
import { Database, type LocalDate, type Page } from '@app/platform';
import type { PlanItem, PlanSummary, Suspicion, Verdict } from './plan';

export interface BatchSummary {
  readonly id: string;
  readonly state: 'previewed' | 'applied' | 'discarded';
  readonly effectiveOn: LocalDate;
  readonly unitsFileName: string | null;
  readonly postingsFileName: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly appliedAt: Date | null;
  readonly appliedBy: string | null;
  readonly summary: PlanSummary;
}

export interface PageOfPlan {
  readonly page: number;
  readonly pageSize: number;
}

/** Names come from the audit log: it says who acted under which name and number at the time. */
const actorOf = (act: string): string => `(SELECT a.actor_label FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.${act}'
  LIMIT 1)`;

const BATCHES = `
  SELECT b.id, b.state, b.effective_on AS "effectiveOn", b.units_file_name AS "unitsFileName",
    b.postings_file_name AS "postingsFileName", b.created_at AS "createdAt", ${actorOf('previewed')} AS "createdBy",
    b.applied_at AS "appliedAt", ${actorOf('applied')} AS "appliedBy", b.plan -> 'summary' AS summary
  FROM import_batches b`;

/** Imports for the people who may make them: they show orders that are not yet announced. */
@Injectable()
export class ImportQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async listBatches({ page, pageSize }: PageOfPlan): Promise<Page<BatchSummary>> {
    const rows = await this.database.query<BatchSummary>(
      `${BATCHES} ORDER BY b.created_at DESC, b.id LIMIT $1 OFFSET $2`,
      [pageSize, (page - 1) * pageSize],
    );
    const count = await this.database.queryOne<{ total: number }>(
      'SELECT count(*)::int AS total FROM import_batches',
    );
    return { rows, total: count?.total ?? 0 };
  }

  async findBatch(batchId: string): Promise<BatchSummary | null> {
    return this.database.queryOne<BatchSummary>(`${BATCHES} WHERE b.id::text = $1`, [batchId]);
  }

  /** Rows of the files with one verdict, in the order of the files. */
  async listItems(batchId: string, verdict: Verdict, page: PageOfPlan): Promise<Page<PlanItem>> {
    return this.listPart<PlanItem>(`part.item ->> 'verdict' = '${verdict}'`, {
      batchId,
      part: 'items',
      page,
    });
  }

  async listSuspicions(batchId: string, page: PageOfPlan): Promise<Page<Suspicion>> {
    return this.listPart<Suspicion>('true', { batchId, part: 'suspicions', page });
  }

  /** Who is employed but not in the file, as the preview shows them. */
  async listMissing(batchId: string, page: PageOfPlan): Promise<Page<Suspicion>> {
    return this.listPart<Suspicion>(`part.item ->> 'kind' = 'person_missing'`, {
      batchId,
      part: 'suspicions',
      page,
    });
  }

  /** Whether ending the people who are missing from the file would end this person's employment. */
  async isMissing(batchId: string, personId: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM import_batches b
       WHERE b.id::text = $1 AND b.plan -> 'leavings' -> 'subjects' @> jsonb_build_array(jsonb_build_object('id', $2::text))`,
      [batchId, personId],
    );
    return row !== null;
  }

  private async listPart<Item>(
    condition: string,
    from: { readonly batchId: string; readonly part: string; readonly page: PageOfPlan },
  ): Promise<Page<Item>> {
    const { batchId, part, page } = from;
    const source = `FROM import_batches b, jsonb_array_elements(b.plan -> $2) WITH ORDINALITY AS part (item, position)
      WHERE b.id::text = $1 AND ${condition}`;
    const rows = await this.database.query<{ item: Item; total: number }>(
      `SELECT part.item, (count(*) OVER ())::int AS total ${source} ORDER BY part.position LIMIT $3 OFFSET $4`,
      [batchId, part, page.pageSize, (page.page - 1) * page.pageSize],
    );
    return { rows: rows.map((row) => row.item), total: rows[0]?.total ?? 0 };
  }
}
