import { Injectable } from '@nestjs/common';
import { col, Database, type RowFrom, statement } from '@app/platform';
import { PLAN_TABLES, subjectColumn, TABLES_OF_UNITS } from '../import/import-rows';
import { PEOPLE_OF_BATCH } from './uncovered.sql';

const TABLES = PLAN_TABLES.map(([, { table }]) => table);

/** Two people who take the same back: the second waits here and then finds it done. */
const CLAIMED = statement({
  name: 'organization.undo-claimed',
  sql: `SELECT b.id, b.state, b.effective_on AS "effectiveOn", b.applied_at AS "appliedAt", b.person_id AS "personId",
      EXISTS (SELECT 1 FROM import_rows r WHERE r.batch_id = b.id) AS "hasRows",
      (SELECT count(DISTINCT r.subject_id)::int FROM import_rows r WHERE r.batch_id = b.id AND r.table_name NOT IN (${TABLES_OF_UNITS})) AS people,
      (SELECT count(DISTINCT r.subject_id)::int FROM import_rows r WHERE r.batch_id = b.id AND r.table_name IN (${TABLES_OF_UNITS})) AS units
    FROM import_batches b WHERE b.id::text = :batchId FOR UPDATE OF b`,
  parameters: { batchId: 'text' },
  row: {
    id: col.id<'import_batch'>(),
    state: col.oneOf(['previewed', 'applied', 'discarded', 'undone']),
    effectiveOn: col.date,
    appliedAt: col.instant.orNull,
    /** Of a change on the screen: who it is about. */
    personId: col.id<'person'>().orNull,
    hasRows: col.bool,
    people: col.int,
    units: col.int,
  },
});

export type ClaimedUndo = RowFrom<typeof CLAIMED>;

/** Rows of the batch that were changed since, and by which batch; none: by an act of another kind. */
const CHANGED = statement({
  name: 'organization.undo-changed-since',
  sql: TABLES.map(
    (
      table,
    ) => `SELECT DISTINCT '${table}' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN ${table}_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = :batchId AND r.table_name = '${table}' AND r.act = 'written' AND h.superseded_at IS NOT NULL`,
  ).join('\n    UNION ALL '),
  parameters: { batchId: 'uuid' },
  row: {
    table: col.oneOf(TABLES),
    subjectId: col.id(),
    laterId: col.id<'import_batch'>().orNull,
  },
});

const IN_THE_WAY_OF: Readonly<Record<string, string>> = {
  postings: `AND o.kind = h.kind AND (h.kind = 'primary' OR o.org_unit_id = h.org_unit_id)`,
  unit_successions: 'AND o.successor_id = h.successor_id',
};

const isInTheWay = (table: string): string => IN_THE_WAY_OF[table] ?? '';

/** Rows that came since to where the ended ones would come back. */
const IN_THE_WAY = statement({
  name: 'organization.undo-in-the-way',
  sql: TABLES.map(
    (table) => `SELECT DISTINCT '${table}' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN ${table}_history h ON h.id = e.row_id
    JOIN ${table} o ON o.${subjectColumn(table)} = h.${subjectColumn(table)} ${isInTheWay(table)}
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = :batchId AND e.table_name = '${table}' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')`,
  ).join('\n    UNION ALL '),
  parameters: { batchId: 'uuid' },
  row: { table: col.oneOf(TABLES), subjectId: col.id() },
});

/** People of the batch whose number became another's since. */
const JOINED = statement({
  name: 'organization.undo-joined-since',
  sql: `SELECT DISTINCT j.person_id AS "subjectId" FROM person_joins j WHERE j.person_id IN (${PEOPLE_OF_BATCH}) AND j.recorded_at >= :since`,
  parameters: { batchId: 'uuid', since: 'timestamptz' },
  row: { subjectId: col.id() },
});

/** Whom nobody knew before the batch: all of their numbers are of it. */
const NEWCOMERS = statement({
  name: 'organization.undo-newcomers',
  sql: `SELECT r.subject_id AS id FROM import_rows r WHERE r.batch_id = :batchId AND r.table_name = 'staff_numbers'
    GROUP BY r.subject_id HAVING bool_and(r.act = 'written')
      AND NOT EXISTS (SELECT 1 FROM staff_numbers n WHERE n.person_id = r.subject_id
        AND n.id NOT IN (SELECT w.row_id FROM import_rows w WHERE w.batch_id = :batchId AND w.act = 'written'))`,
  parameters: { batchId: 'uuid' },
  row: { id: col.id<'person'>() },
});

const LAST = 'ORDER BY superseded_at DESC NULLS FIRST, valid_from DESC LIMIT 1';

/** How people and units are or were called last: of whoever is gone with the import too. */
const LABELS = statement({
  name: 'organization.undo-labels',
  sql: `SELECT s.id, coalesce(
      (SELECT o.code || ' ' || coalesce((SELECT p.name FROM org_unit_periods_history p WHERE p.org_unit_id = o.id ${LAST}), '')
       FROM org_units o WHERE o.id = s.id),
      trim(coalesce((SELECT n.staff_number FROM staff_numbers_history n WHERE n.person_id = s.id ${LAST}), '') || ' ' ||
        coalesce((SELECT d.name FROM person_details_history d WHERE d.person_id = s.id ${LAST}), ''))) AS label,
      EXISTS (SELECT 1 FROM org_units o WHERE o.id = s.id) AS "isUnit"
    FROM unnest(:ids) AS s (id)`,
  parameters: { ids: 'uuid[]' },
  row: { id: col.id(), label: col.text, isUnit: col.bool },
});

const BATCH_DAYS = statement({
  name: 'organization.undo-later-batches',
  sql: `SELECT b.id, b.effective_on AS "effectiveOn", b.reason IS NOT NULL AS "isOfScreen", b.applied_at AS "appliedAt" FROM import_batches b WHERE b.id = ANY (:ids)`,
  parameters: { ids: 'uuid[]' },
  row: {
    id: col.id<'import_batch'>(),
    effectiveOn: col.date,
    isOfScreen: col.bool,
    appliedAt: col.instant.orNull,
  },
});

const SUBJECTS = statement({
  name: 'organization.undo-subjects',
  sql: 'SELECT DISTINCT r.subject_id AS id FROM import_rows r WHERE r.batch_id = :batchId ORDER BY 1',
  parameters: { batchId: 'uuid' },
  row: { id: col.id() },
});

/** What was built upon an import since it was applied. */
@Injectable()
export class UndoQueries {
  constructor(private readonly database: Database) {}

  async claim(batchId: string): Promise<ClaimedUndo | null> {
    return this.database.first(CLAIMED, { batchId });
  }

  async listChanged(batchId: string): Promise<readonly RowFrom<typeof CHANGED>[]> {
    return this.database.all(CHANGED, { batchId });
  }

  async listInTheWay(batchId: string): Promise<readonly RowFrom<typeof IN_THE_WAY>[]> {
    return this.database.all(IN_THE_WAY, { batchId });
  }

  async listJoined(batchId: string, since: Date): Promise<readonly string[]> {
    return (await this.database.all(JOINED, { batchId, since })).map((row) => row.subjectId);
  }

  async listNewcomers(batchId: string): Promise<readonly string[]> {
    return (await this.database.all(NEWCOMERS, { batchId })).map((row) => row.id);
  }

  async listSubjects(batchId: string): Promise<readonly string[]> {
    return (await this.database.all(SUBJECTS, { batchId })).map((row) => row.id);
  }

  async labelsOf(ids: readonly string[]): Promise<ReadonlyMap<string, RowFrom<typeof LABELS>>> {
    const rows = await this.database.all(LABELS, { ids: [...new Set(ids)] });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async batchesOf(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, RowFrom<typeof BATCH_DAYS>>> {
    const rows = await this.database.all(BATCH_DAYS, { ids: [...new Set(ids)] });
    return new Map(rows.map((row) => [row.id, row]));
  }
}
