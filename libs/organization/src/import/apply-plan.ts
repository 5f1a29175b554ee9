import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, History, type HistoryRow, type Recorder } from '@app/platform';
import { ImportBatches } from './import-batches';
import { ImportRows, PLAN_TABLES } from './import-rows';
import type { PlanOperations, RowChanges } from './plan';

/**
 * Writes the rows of a plan: what it changes or ends is superseded, what follows is added, so that what was known
 * before the import stays. Call it in a transaction.
 */
@Injectable()
export class PlanWriter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly batches: ImportBatches,
    private readonly rows: ImportRows,
  ) {}

  async write(by: Recorder, operations: PlanOperations): Promise<void> {
    await this.addUnits(operations.units);
    await this.addPersons(operations.persons);
    for (const [name, table] of PLAN_TABLES) {
      const { insert, update, remove }: RowChanges<HistoryRow> = operations[name];
      await this.history.write(table, by, { insert, replace: update, end: remove });
    }
  }

  /** The same of a plan that is kept, some rows at a time: a whole city is never in memory at once. */
  async writeKept(
    by: Recorder,
    batchId: string,
    part: 'operations' | 'leavings',
    told?: (rows: number) => Promise<void>,
  ): Promise<void> {
    const rowsOf = (path: string) => this.batches.rowsOf(batchId, `$.${part}.${path}`);
    for await (const rows of rowsOf('units')) await this.addUnits(rows as PlanOperations['units']);
    for await (const rows of rowsOf('persons'))
      await this.addPersons(rows as PlanOperations['persons']);
    for (const [name, table] of PLAN_TABLES) {
      // Everything is superseded before anything follows it: rows of one person may stand far from one another.
      const end = async (ended: readonly string[]) => {
        await this.history.write(table, by, { end: ended });
        await this.rows.note(batchId, table, { ended });
        await told?.(ended.length);
      };
      const insert = async (rows: readonly HistoryRow[]) => {
        await this.history.write(table, by, { insert: rows });
        await this.rows.note(batchId, table, { written: rows.map(({ id }) => id) });
        await told?.(rows.length);
      };
      for await (const ids of rowsOf(`${name}.remove`)) await end(ids as string[]);
      for await (const rows of rowsOf(`${name}.update`))
        await end((rows as HistoryRow[]).map(({ id }) => id));
      for await (const rows of rowsOf(`${name}.insert`)) await insert(rows as HistoryRow[]);
      for await (const rows of rowsOf(`${name}.update`))
        await insert((rows as HistoryRow[]).map((row) => ({ ...row, id: randomUUID() })));
    }
  }

  private async addUnits(units: PlanOperations['units']): Promise<void> {
    await this.database.execute(
      `INSERT INTO org_units (id, code) SELECT id, code FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, code text)`,
      [JSON.stringify(units)],
    );
  }

  private async addPersons(persons: PlanOperations['persons']): Promise<void> {
    await this.database.execute(
      'INSERT INTO person_identities (id, created_at) SELECT unnest($1::uuid[]), $2',
      [persons.map((person) => person.id), this.clock.now()],
    );
  }
}
