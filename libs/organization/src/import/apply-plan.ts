import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  History,
  type HistoryRow,
  type HistoryTable,
  type Recorder,
} from '@app/platform';
import {
  EMPLOYMENT_STATUSES,
  EMPLOYMENTS,
  PERSON_DETAILS,
  POSTINGS,
  STAFF_NUMBERS,
  UNIT_PERIODS,
} from '../history-tables';
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
  ) {}

  async write(by: Recorder, operations: PlanOperations): Promise<void> {
    await this.addUnits(operations.units);
    await this.addPersons(operations.persons);
    const write = async (table: HistoryTable, changes: RowChanges<HistoryRow>): Promise<void> => {
      const { insert, update, remove } = changes;
      await this.history.write(table, by, { insert, replace: update, end: remove });
    };
    await write(UNIT_PERIODS, operations.unitPeriods);
    await write(PERSON_DETAILS, operations.details);
    await write(STAFF_NUMBERS, operations.staffNumbers);
    await write(EMPLOYMENTS, operations.employments);
    await write(EMPLOYMENT_STATUSES, operations.statuses);
    await write(POSTINGS, operations.postings);
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
