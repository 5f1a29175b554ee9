import type { CityCoverage } from './coverage.queries';
import type { FiguresOfPeople, OutsideRow, UnitCoverage } from './coverage.rules';
import type { Department } from './departments.queries';

/** A 部 as a row: its own numbers, and the rows that stand in it. All of them sum up to the city. */
export interface DepartmentRow extends FiguresOfPeople {
  /** Null: what belongs to no 部. */
  readonly code: string | null;
  readonly name: string;
  readonly covered: number;
  readonly counting: number;
  /** Distinct persons, however many of its units they serve. */
  readonly leaders: number;
  readonly supporters: number;
  readonly units: readonly UnitCoverage[];
  readonly outside: readonly OutsideRow[];
}

/** What stands inside another row is counted there alone. */
export function departmentRows(
  city: Pick<CityCoverage, 'units' | 'outside'>,
  departments: readonly Department[],
): readonly DepartmentRow[] {
  return departments.map(({ code, name, units: codes, outside: others }) => {
    const units = city.units.filter((unit) => codes.includes(unit.code));
    const outside = city.outside.filter((row) => others.includes(row.code));
    const adding = [...units.filter(({ insideCode }) => insideCode === null), ...outside];
    return {
      ...{ code, name, units, outside },
      covered: units.filter(({ state }) => state === 'covered').length,
      counting: units.filter(({ state }) => state !== 'apart').length,
      leaders: new Set(units.flatMap((it) => it.leaders.map(({ personId }) => personId))).size,
      supporters: new Set(units.flatMap((it) => it.supporters.map(({ personId }) => personId)))
        .size,
      ...sumOfPeople(adding),
    };
  });
}

function sumOfPeople(rows: readonly FiguresOfPeople[]): FiguresOfPeople {
  return {
    counts: sumOf(rows.map(({ counts }) => counts)),
    leftOut: sumOf(rows.map(({ leftOut }) => leftOut)),
    leftOutOf: {
      security: sumOf(rows.map(({ leftOutOf }) => leftOutOf.security)),
      ai: sumOf(rows.map(({ leftOutOf }) => leftOutOf.ai)),
      ai_ever: sumOf(rows.map(({ leftOutOf }) => leftOutOf.ai_ever)),
    },
  };
}

/** Of rows with the same keys; a 部 has at least one row. */
function sumOf<Key extends string>(
  rows: readonly Readonly<Record<Key, number>>[],
): Readonly<Record<Key, number>> {
  const [first, ...others] = rows;
  return others.reduce(
    (total, row) => {
      const keys = Object.keys(total) as Key[];
      return Object.fromEntries(keys.map((key) => [key, total[key] + row[key]])) as Record<
        Key,
        number
      >;
    },
    first ?? ({} as Readonly<Record<Key, number>>),
  );
}
