import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { col, Database, type HistoryTable, statement } from '@app/platform';
import {
  EMPLOYMENT_STATUSES,
  EMPLOYMENTS,
  PERSON_DETAILS,
  POSTINGS,
  STAFF_NUMBERS,
  UNIT_PERIODS,
  UNIT_SUCCESSIONS,
} from '../history-tables';

/** The dated tables that an import writes, by their names in a plan, in the order in which it writes them. */
export const PLAN_TABLES = [
  ['unitPeriods', UNIT_PERIODS],
  ['successions', UNIT_SUCCESSIONS],
  ['details', PERSON_DETAILS],
  ['staffNumbers', STAFF_NUMBERS],
  ['employments', EMPLOYMENTS],
  ['statuses', EMPLOYMENT_STATUSES],
  ['postings', POSTINGS],
] as const satisfies readonly (readonly [string, HistoryTable])[];

const OF_UNITS: readonly string[] = [UNIT_PERIODS.table, UNIT_SUCCESSIONS.table];

/** SQL: the names of the tables that are about units and not about people. */
export const TABLES_OF_UNITS = OF_UNITS.map((table) => `'${table}'`).join(', ');

/** SQL: the column that says whom or which unit a row of the table is about. */
export const subjectColumn = (table: string): string =>
  OF_UNITS.includes(table) ? 'org_unit_id' : 'person_id';

export type RowAct = 'written' | 'ended';

const IDS = statement({
  name: 'organization.import-row-ids',
  sql: `SELECT r.row_id AS id FROM import_rows r WHERE r.batch_id = :batchId AND r.table_name = :tableName AND r.act = :act
    ORDER BY r.row_id`,
  parameters: { batchId: 'uuid', tableName: 'text', act: 'text' },
  row: { id: col.id<'fact'>() },
});

/** Which rows a batch wrote and which it ended: what it takes to take it back. */
@Injectable()
export class ImportRows {
  constructor(private readonly database: Database) {}

  /** To be called when the rows are in their table. */
  async note(
    batchId: string,
    { table }: HistoryTable,
    rows: Readonly<Partial<Record<RowAct, readonly string[]>>>,
  ): Promise<void> {
    for (const [act, ids] of Object.entries(rows)) {
      if (ids.length === 0) continue;
      await this.database.execute(
        `INSERT INTO import_rows (id, batch_id, table_name, act, row_id, subject_id)
         SELECT gen_random_uuid(), $1, $2, $3, h.id, h.${subjectColumn(table)} FROM ${table}_history h WHERE h.id = ANY ($4::uuid[])`,
        [batchId, table, act, ids],
      );
    }
  }

  async listIds(batchId: string, { table }: HistoryTable, act: RowAct): Promise<readonly string[]> {
    return (await this.database.all(IDS, { batchId, tableName: table, act })).map(({ id }) => id);
  }

  /** Rows that came back are new rows: whoever wrote the old ones wrote these. */
  async follow(copies: readonly { readonly from: string; readonly id: string }[]): Promise<void> {
    await this.database.execute(
      `UPDATE import_rows r SET row_id = c.id FROM jsonb_to_recordset($1::jsonb) AS c ("from" uuid, id uuid)
       WHERE r.row_id = c."from" AND r.act = 'written'`,
      [JSON.stringify(copies)],
    );
  }
}

/** Copies under names of their own. */
export function copiesOf(ids: readonly string[]) {
  return ids.map((from) => ({ from, id: randomUUID(), changes: {} }));
}
