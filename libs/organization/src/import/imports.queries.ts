import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  dayOf,
  type LocalDate,
  type Page,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { accountText } from '../day/account-line';
import type { PlanItem, Suspicion, Verdict } from './plan';
import { planItemSchema, planSummarySchema, suspicionSchema } from './plan.schema';

const BATCH_ROW = {
  id: col.id<'import_batch'>(),
  state: col.oneOf(['previewed', 'applied', 'discarded', 'undone']),
  effectiveOn: col.date,
  unitsFileName: col.text.orNull,
  postingsFileName: col.text.orNull,
  sourceName: col.text,
  createdAt: col.instant,
  createdBy: col.text.orNull,
  appliedAt: col.instant.orNull,
  appliedBy: col.text.orNull,
  /** Why it was changed on the screen; null of a file. */
  reason: col.text.orNull,
  undoneAt: col.instant.orNull,
  undoneBy: col.text.orNull,
  undoReason: col.text.orNull,
  /** Thrown away by the night, because nobody carried it out. */
  isExpired: col.bool,
  summary: col.json(planSummarySchema),
};

export type BatchSummary = RowOf<typeof BATCH_ROW>;

export interface PageOfPlan {
  readonly page: number;
  readonly pageSize: number;
}

/** Who did it, as they were called on the day: the audit log knows the account, or the name of the command. */
const actorOf = (act: string): string => `(
  SELECT coalesce(${accountText('a.actor_account_id', dayOf('a.at'))}, a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.${act}'
  LIMIT 1)`;

const BATCHES_SQL = `
  SELECT b.id, b.state, b.effective_on AS "effectiveOn", b.units_file_name AS "unitsFileName",
    b.postings_file_name AS "postingsFileName", b.source_name AS "sourceName", b.created_at AS "createdAt", ${actorOf('previewed')} AS "createdBy",
    b.applied_at AS "appliedAt", ${actorOf('applied')} AS "appliedBy", b.reason,
    b.undone_at AS "undoneAt", ${actorOf('undone')} AS "undoneBy", b.undo_reason AS "undoReason",
    b.state = 'discarded' AND EXISTS (SELECT 1 FROM audit_entries a WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text
      AND a.action = 'organization_import.expired') AS "isExpired", b.plan -> 'summary' AS summary
  FROM import_batches b`;

const BATCHES = statement({
  name: 'organization.imports',
  sql: `${BATCHES_SQL} ORDER BY b.created_at DESC, b.id LIMIT :limit OFFSET :offset`,
  parameters: { limit: 'integer', offset: 'integer' },
  row: BATCH_ROW,
});

const BATCH_COUNT = statement({
  name: 'organization.import-count',
  sql: 'SELECT count(*)::int AS total FROM import_batches',
  parameters: {},
  row: { total: col.int },
});

const BATCHES_WAITING = statement({
  name: 'organization.imports-waiting',
  sql: `SELECT count(*)::int AS total, min(created_at) AS "oldestAt" FROM import_batches WHERE state = 'previewed'`,
  parameters: {},
  row: { total: col.int, oldestAt: col.instant.orNull },
});

/** Files of HR with a day of effect in the range. What is filled in on the screen is one person's or one unit's. */
const FILES_OF_DAYS = statement({
  name: 'organization.import-files-of-days',
  sql: `SELECT (count(*) FILTER (WHERE state = 'applied'))::int AS applied, (count(*) FILTER (WHERE state = 'previewed'))::int AS previewed
    FROM import_batches WHERE (:from IS NULL OR effective_on >= :from) AND effective_on <= :to
      AND person_id IS NULL AND org_unit_id IS NULL`,
  parameters: { from: 'date?', to: 'date' },
  row: { applied: col.int, previewed: col.int },
});

export type ImportsOfDays = RowFrom<typeof FILES_OF_DAYS>;

const BATCH = statement({
  name: 'organization.import',
  sql: `${BATCHES_SQL} WHERE b.id::text = :batchId`,
  parameters: { batchId: 'text' },
  row: BATCH_ROW,
});

const PART = `FROM import_batches b, jsonb_array_elements(b.plan -> :part) WITH ORDINALITY AS part (item, position)
  WHERE b.id::text = :batchId`;
const PART_PAGE = 'ORDER BY part.position LIMIT :limit OFFSET :offset';
const PART_PARAMETERS = {
  part: 'text',
  batchId: 'text',
  limit: 'integer',
  offset: 'integer',
} as const;

const ITEMS = statement({
  name: 'organization.import-items',
  sql: `SELECT part.item, (count(*) OVER ())::int AS total ${PART} AND part.item ->> 'verdict' = :verdict ${PART_PAGE}`,
  parameters: { ...PART_PARAMETERS, verdict: 'text' },
  row: { item: col.json(planItemSchema), total: col.int },
});

const SUSPICIONS = statement({
  name: 'organization.import-suspicions',
  sql: `SELECT part.item, (count(*) OVER ())::int AS total ${PART}
    AND (:kind IS NULL OR part.item ->> 'kind' = :kind) ${PART_PAGE}`,
  parameters: { ...PART_PARAMETERS, kind: 'text?' },
  row: { item: col.json(suspicionSchema), total: col.int },
});

const MISSING_PERSON = statement({
  name: 'organization.import-missing-person',
  sql: `SELECT b.id FROM import_batches b
    WHERE b.id::text = :batchId AND b.plan -> 'leavings' -> 'subjects' @> jsonb_build_array(jsonb_build_object('id', :personId))`,
  parameters: { batchId: 'text', personId: 'text' },
  row: { id: col.id<'import_batch'>() },
});

/** Imports for the people who may make them: they show orders that are not yet announced. */
@Injectable()
export class ImportQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async listBatches(page: PageOfPlan): Promise<Page<BatchSummary>> {
    const rows = await this.database.all(BATCHES, bounds(page));
    const { total } = await this.database.only(BATCH_COUNT, {});
    return { rows, total };
  }

  /** How many were looked at and neither carried out nor thrown away, and when the oldest was sent in. */
  async countWaiting(): Promise<RowFrom<typeof BATCHES_WAITING>> {
    return this.database.only(BATCHES_WAITING, {});
  }

  /** Without `from` from the first on. Of days ahead only for those who may see what lies ahead. */
  async countFiles(from: LocalDate | null, to: LocalDate): Promise<ImportsOfDays> {
    return this.database.only(FILES_OF_DAYS, { from, to });
  }

  async findBatch(batchId: string): Promise<BatchSummary | null> {
    return this.database.first(BATCH, { batchId });
  }

  /** Rows of the files with one verdict, in the order of the files. */
  async listItems(batchId: string, verdict: Verdict, page: PageOfPlan): Promise<Page<PlanItem>> {
    const given = { batchId, part: 'items', verdict, ...bounds(page) };
    return pageOf<RowFrom<typeof ITEMS>['item']>(await this.database.all(ITEMS, given));
  }

  async listSuspicions(batchId: string, page: PageOfPlan): Promise<Page<Suspicion>> {
    return this.suspicionsOf(batchId, null, page);
  }

  /** Who is employed but not in the file, as the preview shows them. */
  async listMissing(batchId: string, page: PageOfPlan): Promise<Page<Suspicion>> {
    return this.suspicionsOf(batchId, 'person_missing', page);
  }

  /** Whether ending the people who are missing from the file would end this person's employment. */
  async isMissing(batchId: string, personId: string): Promise<boolean> {
    return (await this.database.first(MISSING_PERSON, { batchId, personId })) !== null;
  }

  private async suspicionsOf(
    batchId: string,
    kind: string | null,
    page: PageOfPlan,
  ): Promise<Page<Suspicion>> {
    const given = { batchId, part: 'suspicions', kind, ...bounds(page) };
    return pageOf<Suspicion>(await this.database.all(SUSPICIONS, given));
  }
}

function bounds({ page, pageSize }: PageOfPlan) {
  return { limit: pageSize, offset: (page - 1) * pageSize };
}

function pageOf<Item>(rows: readonly { readonly item: Item; readonly total: number }[]) {
  return { rows: rows.map((row) => row.item), total: rows[0]?.total ?? 0 } satisfies Page<Item>;
}
