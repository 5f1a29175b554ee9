import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import { col, Database, type LocalDate, statement } from '@app/platform';
import { departmentsOf, NO_DEPARTMENT } from '../publication/departments.rules';
import type { PublishedContent } from '../publication/published-content.rules';
import type { CityCoverage } from './coverage.queries';

/** Every unit of the day with the topmost one above it, in the order of the organisation. */
const PLACES = statement({
  name: 'coverage.places-on',
  sql: `WITH RECURSIVE up AS (
    SELECT u.org_unit_id AS id, u.org_unit_id AS top_id, u.parent_org_unit_id AS parent_id, 0 AS steps
    FROM org_unit_periods u WHERE ${inForce('u', ':on')}
    UNION ALL
    SELECT up.id, u.org_unit_id, u.parent_org_unit_id, up.steps + 1
    FROM up JOIN org_unit_periods u ON u.org_unit_id = up.parent_id AND ${inForce('u', ':on')} WHERE up.steps < 20
  ), top AS (
    SELECT DISTINCT ON (id) id, top_id FROM up ORDER BY id, steps DESC
  )
  SELECT top.id, o.code, above.code AS "topCode", period.name AS "topName", period.counts_for_leader_kpi AS "topCounts" FROM top
  JOIN org_units o ON o.id = top.id
  JOIN org_units above ON above.id = top.top_id
  JOIN org_unit_periods period ON period.org_unit_id = top.top_id AND ${inForce('period', ':on')}
  ORDER BY period.sort_order, above.code, o.code`,
  parameters: { on: 'date' },
  row: {
    id: col.id<'org_unit'>(),
    code: col.text,
    topCode: col.text,
    topName: col.text,
    topCounts: col.bool,
  },
});

export type Department = PublishedContent['departments'][number];

/** Stands for what belongs to no 部, where else the code of one stands. */
export const OUTSIDE_DEPARTMENTS = '-';

/** A 部 with everything below it; of none also whoever has no post. */
export interface DepartmentPlace {
  readonly name: string;
  readonly unitIds: readonly string[];
  readonly withoutPost: boolean;
}

/** Which unit stands in which 部: the topmost unit above it, unless that one counts by itself. */
@Injectable()
export class DepartmentQueries {
  constructor(private readonly database: Database) {}

  async listPlaces(on: LocalDate) {
    return this.database.all(PLACES, { on });
  }

  /** Every 部 of a day that is counted, with the rows that stand in it. */
  async departmentsOf(
    city: Pick<CityCoverage, 'asOf' | 'units' | 'outside'>,
  ): Promise<readonly Department[]> {
    return departmentsOf(city, await this.listPlaces(city.asOf));
  }

  /** Null: there is no such 部 on the day. */
  async findPlace(code: string, on: LocalDate): Promise<DepartmentPlace | null> {
    const isNone = code === OUTSIDE_DEPARTMENTS;
    const all = await this.listPlaces(on);
    const found = all.filter((it) => (isNone ? it.topCounts : it.topCode === code));
    const [first] = found;
    if (!isNone && (first === undefined || first.topCounts)) return null;
    return {
      name: isNone ? NO_DEPARTMENT : (first?.topName ?? code),
      unitIds: found.map(({ id }) => id),
      withoutPost: isNone,
    };
  }
}
