import { Injectable } from '@nestjs/common';
import { isStep } from '@app/appointments';
import type { LocalDate } from '@app/platform';
import type { CandidatePath } from '../bench/candidate-paths';
import { candidatesFor } from '../bench/openings.rules';
import { type NamedLine, UnitPathQueries } from '../bench/unit-paths.queries';
import type { CityCoverage } from '../figures/coverage.queries';
import type { UnitCoverage } from '../figures/coverage.rules';
import { onlyMissing } from '../outlook/outlook.rules';
import type { DraftCandidate, DraftVacancy, UnitEffect } from './draft-effects.rules';

/** So many are named of a unit, the best known first; of the others it is said how many. */
const NAMED = 4;

interface Empty {
  readonly unit: UnitCoverage;
  readonly role: string;
  readonly isNew: boolean;
}

/** Who of the people who will be there could take a place that nobody has. To be asked while the draft is written. */
@Injectable()
export class DraftVacancyQueries {
  constructor(private readonly paths: UnitPathQueries) {}

  async list(
    after: CityCoverage,
    effects: readonly UnitEffect[],
    on: LocalDate,
  ): Promise<DraftVacancy[]> {
    const found: DraftVacancy[] = [];
    for (const role of ['leader', 'supporter'] as const)
      found.push(...(await this.ofRole(emptyOf(role, after, effects), role, on)));
    return found;
  }

  private async ofRole(
    empty: readonly Empty[],
    role: string,
    on: LocalDate,
  ): Promise<readonly DraftVacancy[]> {
    if (empty.length === 0) return [];
    const unitIds = empty.flatMap(({ unit }) => unit.unitIds);
    const byUnit = await this.paths.listOf(unitIds, { role, on, seesAhead: true });
    const placed = empty.map((it) => ({ it, ...groupsOf(it.unit, byUnit, role) }));
    const people = placed.flatMap(({ now, oneShort }) => [...now, ...oneShort]);
    const lines = await this.paths.nameThem(people, on);
    return placed.map(({ it, now, oneShort }) => ({
      ...{ unitCode: it.unit.code, unitName: it.unit.name, role, isNew: it.isNew },
      now: told(now, lines, missingOf),
      nowTotal: now.length,
      oneShort: told(oneShort, lines, onlyOf),
      oneShortTotal: oneShort.length,
    }));
  }
}

/** Of leaders every unit that lacks one; of supporters those that lose theirs by the draft. */
function emptyOf(
  role: 'leader' | 'supporter',
  { units }: CityCoverage,
  effects: readonly UnitEffect[],
): readonly Empty[] {
  const turn = role === 'leader' ? 'loses_leader' : 'loses_supporter';
  const losing = new Set(
    effects.filter(({ turns }) => turns.includes(turn)).map(({ unitId }) => unitId),
  );
  return units
    .filter((unit) =>
      role === 'leader'
        ? unit.state === 'vacant' || unit.state === 'short'
        : losing.has(unit.unitId),
    )
    .map((unit) => ({ unit, role, isNew: losing.has(unit.unitId) }));
}

function groupsOf(
  unit: UnitCoverage,
  byUnit: ReadonlyMap<string, readonly CandidatePath[]>,
  role: string,
) {
  const all = candidatesFor(
    unit.unitIds.flatMap((id) => byUnit.get(id) ?? []),
    role,
  ).toSorted(byWay);
  const now = all.filter(({ group }) => group === 'ready');
  // Where nothing is 必須 everybody could be appointed; one short is who lacks one thing that is 望ましい.
  const oneShort = all.filter((it) => onlyMissing(it) !== null);
  return { now, oneShort };
}

/** Recommended first, then who has been a supporter longest, then who lacks least of what is 望ましい. */
function byWay(a: CandidatePath, b: CandidatePath): number {
  return (
    Number(b.underWay !== null) - Number(a.underWay !== null) ||
    (a.supporterSince ?? '9999').localeCompare(b.supporterSince ?? '9999') ||
    missingOf(a).length - missingOf(b).length ||
    a.personId.localeCompare(b.personId)
  );
}

function missingOf({ path }: CandidatePath) {
  return path.parts.filter(
    ({ state, requirement }) => state !== 'done' && !isStep(requirement.wanted),
  );
}

function onlyOf(path: CandidatePath) {
  const only = onlyMissing(path);
  return only === null ? [] : [only];
}

function told(
  people: readonly CandidatePath[],
  lines: ReadonlyMap<string, NamedLine>,
  missing: typeof missingOf,
): DraftCandidate[] {
  return people.slice(0, NAMED).flatMap((it) => {
    const line = lines.get(it.personId);
    if (!line) return [];
    return [
      {
        ...{ staffNumber: line.staffNumber, name: line.name },
        ...{ supporterSince: it.supporterSince, isUnderWay: it.underWay !== null },
        missing: [...missing(it)],
        barred: [...it.path.barred],
      },
    ];
  });
}
