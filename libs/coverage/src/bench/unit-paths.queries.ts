import { Injectable } from '@nestjs/common';
import { type DxRole, RoleQueries } from '@app/appointments';
import { inForce, personLine } from '@app/organization';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { type CandidatePath, CandidatePaths } from './candidate-paths';

const WHO_WORKS_THERE = statement({
  name: 'coverage.who-works-in-units',
  sql: `SELECT po.person_id AS "personId", po.org_unit_id AS "unitId" FROM postings po
    JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND po.org_unit_id = ANY (:unitIds)
    ORDER BY po.person_id`,
  parameters: { unitIds: 'uuid[]', on: 'date' },
  row: { personId: col.id<'person'>(), unitId: col.id<'org_unit'>() },
});

const LINES = statement({
  name: 'coverage.names-of-people',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name
    FROM unnest(:personIds) p (id) JOIN LATERAL ${personLine('p.id', ':on')} line ON true ORDER BY line.staff_number`,
  parameters: { personIds: 'uuid[]', on: 'date' },
  row: { personId: col.id<'person'>(), staffNumber: col.text, name: col.text },
});
export type NamedLine = RowFrom<typeof LINES>;

/** The ways to a role of those who work in some units on a day. */
@Injectable()
export class UnitPathQueries {
  constructor(
    private readonly database: Database,
    private readonly roles: RoleQueries,
    private readonly paths: CandidatePaths,
  ) {}

  /** By the unit of the primary posting. */
  async listOf(
    unitIds: readonly string[],
    { role, on, seesAhead }: { role: DxRole; on: LocalDate; seesAhead: boolean },
  ): Promise<ReadonlyMap<string, readonly CandidatePath[]>> {
    const there = await this.database.all(WHO_WORKS_THERE, { unitIds: [...new Set(unitIds)], on });
    if (there.length === 0) return new Map();
    const personIds = there.map(({ personId }) => personId);
    const version = await this.roles.getOn(role, on);
    const paths = await this.paths.forWhoSees({ version, on, personIds }, seesAhead);
    const unitOf = new Map(there.map(({ personId, unitId }) => [personId, unitId]));
    const byUnit = new Map<string, CandidatePath[]>();
    for (const path of paths) {
      const unit = unitOf.get(path.personId) ?? '';
      byUnit.set(unit, [...(byUnit.get(unit) ?? []), path]);
    }
    return byUnit;
  }

  async nameThem(
    people: readonly Pick<CandidatePath, 'personId'>[],
    on: LocalDate,
  ): Promise<ReadonlyMap<string, NamedLine>> {
    const personIds = people.map(({ personId }) => personId);
    const lines = await this.database.all(LINES, { personIds, on });
    return new Map(lines.map((line) => [line.personId, line]));
  }
}
