import { Injectable } from '@nestjs/common';
import { col, Database, type Page, type RowFrom, statement } from '@app/platform';
import { z } from 'zod';
import type { PageOfPlan } from './imports.queries';
import type { ImportFileKind, Verdict } from './plan';
import { FILE_KINDS } from './plan.schema';

const detail: z.ZodType<Readonly<Record<string, string | null>>> = z.record(
  z.string(),
  z.string().nullable(),
);
const cells: z.ZodType<Readonly<Record<string, string>>> = z.record(z.string(), z.string());

/** A row for each value that changes, and for each thing that is wrong; one where nothing is said. */
const PLANNED = statement({
  name: 'organization.import-planned-rows',
  sql: `SELECT i.item ->> 'file' AS file, (i.item ->> 'line')::int AS line, i.item ->> 'subject' AS subject, d.detail,
      (count(*) OVER ())::int AS total
    FROM import_batches b, jsonb_array_elements(b.plan -> 'items') WITH ORDINALITY AS i (item, position)
    LEFT JOIN LATERAL jsonb_array_elements(CASE i.item ->> 'verdict' WHEN 'refused' THEN i.item -> 'problems' ELSE i.item -> 'changes' END)
      WITH ORDINALITY AS d (detail, place) ON true
    WHERE b.id::text = :batchId AND i.item ->> 'verdict' = :verdict
    ORDER BY i.position, d.place LIMIT :limit OFFSET :offset`,
  parameters: { batchId: 'text', verdict: 'text', limit: 'integer', offset: 'integer' },
  row: {
    file: col.oneOf(FILE_KINDS),
    line: col.int,
    subject: col.text,
    /** `field`, `from`, `to` of a change, `column`, `reason` of a problem. */
    detail: col.json(detail).orNull,
    total: col.int,
  },
});

export type PlannedRow = Omit<RowFrom<typeof PLANNED>, 'total'>;

/** What a file said, in our columns: others were never kept. */
const READ = statement({
  name: 'organization.import-read-rows',
  sql: `SELECT (r.item ->> 'line')::int AS line, r.item -> 'cells' AS cells, (count(*) OVER ())::int AS total
    FROM import_batches b, jsonb_array_elements(b.source -> :file -> 'rows') WITH ORDINALITY AS r (item, position)
    WHERE b.id::text = :batchId ORDER BY r.position LIMIT :limit OFFSET :offset`,
  parameters: { batchId: 'text', file: 'text', limit: 'integer', offset: 'integer' },
  row: { line: col.int, cells: col.json(cells), total: col.int },
});

export type ReadRowOfFile = Omit<RowFrom<typeof READ>, 'total'>;

/** The rows of a batch one by one, for files of them. */
@Injectable()
export class BatchRowQueries {
  constructor(private readonly database: Database) {}

  async listPlanned(
    batchId: string,
    verdict: Verdict,
    page: PageOfPlan,
  ): Promise<Page<PlannedRow>> {
    const rows = await this.database.all(PLANNED, { batchId, verdict, ...bounds(page) });
    return { rows, total: rows[0]?.total ?? 0 };
  }

  async listRead(
    batchId: string,
    file: ImportFileKind,
    page: PageOfPlan,
  ): Promise<Page<ReadRowOfFile>> {
    const rows = await this.database.all(READ, { batchId, file, ...bounds(page) });
    return { rows, total: rows[0]?.total ?? 0 };
  }
}

function bounds({ page, pageSize }: PageOfPlan) {
  return { limit: pageSize, offset: (page - 1) * pageSize };
}
