import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import { type DxRole, RoleQueries } from '@app/appointments';
import { inForce, personLine } from '@app/organization';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { CoverageQueries } from '../figures/coverage.queries';
import { type UnitVacancy, vacanciesLongestFirst } from '../figures/coverage.rules';
import { type CandidatePath, CandidatePaths } from './candidate-paths';
import { candidatesFor, earliestOf, type OpeningKind, openingKind } from './openings.rules';

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
type Line = RowFrom<typeof LINES>;

/** A unit without anybody in the role, with the earliest day on which that can end as things stand, and by whom. */
export interface Opening extends UnitVacancy {
  readonly kind: OpeningKind;
  /** Null: nobody of the unit can be expected on any day. */
  readonly on: LocalDate | null;
  readonly best: (Line & Pick<CandidatePath, 'path' | 'underWay' | 'supporterSince'>) | null;
  /** How many others of the unit have a day as well. */
  readonly others: number;
}

/** On which day each empty unit can be covered, and what it would take: derived from the ways of those who work there. */
@Injectable()
export class OpeningQueries {
  constructor(
    private readonly database: Database,
    private readonly coverage: CoverageQueries,
    private readonly roles: RoleQueries,
    private readonly paths: CandidatePaths,
  ) {}

  /** Never held first, then the longest empty. */
  async list(actor: Actor, role: DxRole, on: LocalDate): Promise<readonly Opening[]> {
    requirePermission(actor, 'coverage.read');
    requirePermission(actor, 'appointments.read');
    const { units } = await this.coverage.coverageAsOf(on);
    const vacancies = vacanciesLongestFirst(units, role).map((it) =>
      seesAhead(actor) ? it : { ...it, heldFrom: null },
    );
    const byUnit = await this.readPaths(actor, vacancies, { role, on });
    const found = vacancies.map((vacancy) => {
      const paths = vacancy.unit.unitIds.flatMap((id) => byUnit.get(id) ?? []);
      return { vacancy, paths, best: earliestOf(paths, role) };
    });
    const lines = await this.nameThem(
      found.flatMap(({ best }) => (best === null ? [] : [best])),
      on,
    );
    return found.map(({ vacancy, paths, best }): Opening => {
      const kind = openingKind(vacancy, best);
      const line = best && lines.get(best.personId);
      const dated = candidatesFor(paths, role).filter(({ path }) => path.on !== null);
      return {
        ...{ ...vacancy, kind },
        on: kind === 'appointed' ? vacancy.heldFrom : (best?.path.on ?? null),
        best: best && line ? { ...best, ...line } : null,
        others: Math.max(0, dated.length - 1),
      };
    });
  }

  private async readPaths(
    actor: Actor,
    vacancies: readonly UnitVacancy[],
    { role, on }: { readonly role: DxRole; readonly on: LocalDate },
  ): Promise<ReadonlyMap<string, readonly CandidatePath[]>> {
    const unitIds = [...new Set(vacancies.flatMap(({ unit }) => unit.unitIds))];
    const there = await this.database.all(WHO_WORKS_THERE, { unitIds, on });
    if (there.length === 0) return new Map();
    const personIds = there.map(({ personId }) => personId);
    const version = await this.roles.getOn(role, on);
    const paths = await this.paths.forOffice({ version, on, personIds }, actor);
    const unitOf = new Map(there.map(({ personId, unitId }) => [personId, unitId]));
    const byUnit = new Map<string, CandidatePath[]>();
    for (const path of paths) {
      const unit = unitOf.get(path.personId) ?? '';
      byUnit.set(unit, [...(byUnit.get(unit) ?? []), path]);
    }
    return byUnit;
  }

  private async nameThem(
    people: readonly CandidatePath[],
    on: LocalDate,
  ): Promise<ReadonlyMap<string, Line>> {
    const personIds = people.map(({ personId }) => personId);
    const lines = await this.database.all(LINES, { personIds, on });
    return new Map(lines.map((line) => [line.personId, line]));
  }
}
