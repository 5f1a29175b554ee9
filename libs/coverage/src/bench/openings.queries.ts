import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import type { DxRole } from '@app/appointments';
import type { LocalDate } from '@app/platform';
import { CoverageQueries } from '../figures/coverage.queries';
import { type UnitVacancy, vacanciesLongestFirst } from '../figures/coverage.rules';
import type { CandidatePath } from './candidate-paths';
import { candidatesFor, earliestOf, type OpeningKind, openingKind } from './openings.rules';
import { type NamedLine, UnitPathQueries } from './unit-paths.queries';

/** A unit without anybody in the role, with the earliest day on which that can end as things stand, and by whom. */
export interface Opening extends UnitVacancy {
  readonly kind: OpeningKind;
  /** Null: nobody of the unit can be expected on any day. */
  readonly on: LocalDate | null;
  readonly best: (NamedLine & Pick<CandidatePath, 'path' | 'underWay' | 'supporterSince'>) | null;
  /** How many others of the unit have a day as well. */
  readonly others: number;
}

/** On which day each empty unit can be covered, and what it would take: derived from the ways of those who work there. */
@Injectable()
export class OpeningQueries {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly unitPaths: UnitPathQueries,
  ) {}

  /** Never held first, then the longest empty. */
  async list(actor: Actor, role: DxRole, on: LocalDate): Promise<readonly Opening[]> {
    requirePermission(actor, 'coverage.read');
    requirePermission(actor, 'appointments.read');
    const { units } = await this.coverage.coverageAsOf(on);
    const vacancies = vacanciesLongestFirst(units, role).map((it) =>
      seesAhead(actor) ? it : { ...it, heldFrom: null },
    );
    const unitIds = vacancies.flatMap(({ unit }) => unit.unitIds);
    const byUnit = await this.unitPaths.listOf(unitIds, { role, on, seesAhead: seesAhead(actor) });
    const found = vacancies.map((vacancy) => {
      const paths = vacancy.unit.unitIds.flatMap((id) => byUnit.get(id) ?? []);
      return { vacancy, paths, best: earliestOf(paths, role) };
    });
    const lines = await this.unitPaths.nameThem(
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
}
