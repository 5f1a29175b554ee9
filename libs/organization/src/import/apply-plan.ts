import { Injectable } from '@nestjs/common';
import { Clock, Database } from '@app/platform';
import type { PlanOperations, RowChanges } from './plan';

type Columns = Readonly<Record<string, string>>;

const VALIDITY: Columns = { valid_from: 'date', valid_to: 'date' };
const UNITS: Columns = { id: 'uuid', code: 'text' };
const PERIODS: Columns = {
  id: 'uuid',
  org_unit_id: 'uuid',
  name: 'text',
  kana: 'text',
  kind: 'text',
  parent_org_unit_id: 'uuid',
  counts_for_leader_kpi: 'boolean',
  sort_order: 'integer',
  ...VALIDITY,
};
const PERSONS: Columns = {
  id: 'uuid',
  name: 'text',
  kana: 'text',
  search_key: 'text',
  email: 'text',
  created_at: 'timestamptz',
};
const PERSON_CHANGES: Columns = {
  person_id: 'uuid',
  effective_on: 'date',
  name: 'text',
  kana: 'text',
  email: 'text',
  sets_email: 'boolean',
};
const NUMBERS: Columns = { staff_number: 'text', person_id: 'uuid' };
const EMPLOYMENTS: Columns = {
  id: 'uuid',
  person_id: 'uuid',
  employment_type: 'text',
  ...VALIDITY,
};
const STATUSES: Columns = { id: 'uuid', person_id: 'uuid', status: 'text', ...VALIDITY };
const POSTINGS: Columns = {
  id: 'uuid',
  person_id: 'uuid',
  org_unit_id: 'uuid',
  kind: 'text',
  post_title: 'text',
  is_managerial: 'boolean',
  ...VALIDITY,
};

/**
 * Writes the rows of a plan, one statement per table and kind of change. Within a table rows are removed first, then
 * shortened or corrected, then added, so that two periods never overlap in between. Call it in a transaction.
 */
@Injectable()
export class PlanWriter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async write(operations: PlanOperations): Promise<void> {
    const created_at = this.clock.now();
    const newPersons = operations.persons.map((person) => ({ ...person, created_at }));
    await this.insert('org_units', UNITS, operations.units);
    await this.change('org_unit_periods', PERIODS, operations.unitPeriods);
    await this.insert('persons', PERSONS, newPersons);
    await this.insert('person_changes', PERSON_CHANGES, operations.personChanges);
    await this.insert('staff_numbers', NUMBERS, operations.staffNumbers);
    await this.change('employments', EMPLOYMENTS, operations.employments);
    await this.change('employment_statuses', STATUSES, operations.statuses);
    await this.change('postings', POSTINGS, operations.postings);
  }

  private async change(
    table: string,
    columns: Columns,
    changes: RowChanges<object>,
  ): Promise<void> {
    if (changes.remove.length > 0) {
      await this.database.execute(`DELETE FROM ${table} WHERE id = ANY ($1::uuid[])`, [
        changes.remove,
      ]);
    }
    await this.update(table, columns, changes.update);
    await this.insert(table, columns, changes.insert);
  }

  private async insert(table: string, columns: Columns, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    const names = Object.keys(columns).join(', ');
    await this.database.execute(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${recordset(columns)}`,
      [JSON.stringify(rows)],
    );
  }

  private async update(table: string, columns: Columns, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    const assignments = Object.keys(columns)
      .filter((name) => name !== 'id')
      .map((name) => `${name} = r.${name}`);
    await this.database.execute(
      `UPDATE ${table} AS t SET ${assignments.join(', ')} FROM ${recordset(columns)} WHERE t.id = r.id`,
      [JSON.stringify(rows)],
    );
  }
}

function recordset(columns: Columns): string {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `jsonb_to_recordset($1::jsonb) AS r (${typed.join(', ')})`;
}
