import {
  type FrozenFigure,
  frozenFigure,
  type FrozenFigures,
} from '../snapshot/frozen-figures.rules';
import type { PublishedContent } from './published-content.rules';

/** A unit of the day with the topmost one above it. */
export interface PlaceOfDay {
  readonly code: string;
  readonly topCode: string;
  readonly topName: string;
}

export const NO_DEPARTMENT = '部に属さない所属';

/** Rows by their codes; those of figures that were written down, and of a day that is counted. */
interface PlacesCounted {
  readonly units: readonly Pick<FrozenFigures['units'][number], 'code'>[];
  readonly outside: readonly Pick<FrozenFigures['outside'][number], 'code'>[];
}

/** Every 部 in the order of the organisation, with the rows that stand in it; last what belongs to none. */
export function departmentsOf(
  { units, outside }: PlacesCounted,
  places: readonly PlaceOfDay[],
): PublishedContent['departments'] {
  const counting = new Set(units.map(({ code }) => code));
  const topOf = new Map(places.map((it) => [it.code, it]));
  const keyOf = (code: string | null): string | null => {
    const top = code === null ? undefined : topOf.get(code);
    return top === undefined || counting.has(top.topCode) ? null : top.topCode;
  };
  const keys = [...units, ...outside].map(({ code }) => keyOf(code));
  const order = places.map(({ topCode }) => topCode).filter((code) => keys.includes(code));
  const all: readonly (string | null)[] = [
    ...new Set(order),
    ...(keys.includes(null) ? [null] : []),
  ];
  return all.map((key) => ({
    code: key,
    name: places.find(({ topCode }) => topCode === key)?.topName ?? NO_DEPARTMENT,
    units: units.map(({ code }) => code).filter((code) => keyOf(code) === key),
    outside: outside.map(({ code }) => code).filter((code) => keyOf(code) === key),
  }));
}

/** The numbers of a place that adds up with others. */
export interface PlaceNumbers {
  readonly code: string | null;
  readonly name: string;
  readonly covered: number;
  readonly counting: number;
  readonly leaders: number;
  readonly supporters: number;
  readonly counts: Readonly<Record<FrozenFigure, number>>;
}

/** The numbers of each 部: what stands inside another row is counted there alone. */
export function departmentNumbers({
  figures,
  departments,
}: Pick<PublishedContent, 'figures' | 'departments'>): readonly PlaceNumbers[] {
  return departments.map(({ code, name, units: codes, outside }) => {
    const all = figures.units.filter((unit) => codes.includes(unit.code));
    const units = all.filter(({ insideCode }) => insideCode === null);
    const others = figures.outside.filter((row) => outside.includes(row.code));
    return {
      ...{ code, name },
      covered: all.filter(({ state }) => state === 'covered').length,
      counting: all.filter(({ state }) => state !== 'apart').length,
      leaders: sum(units.map(({ leaders }) => leaders)),
      supporters: sum(units.map(({ supporters }) => supporters)),
      counts: Object.fromEntries(
        frozenFigure.options.map((figure) => [
          figure,
          sum([...units, ...others].map(({ counts }) => counts[figure])),
        ]),
      ) as Record<FrozenFigure, number>,
    };
  });
}

export function cityNumbers({ figures }: Pick<PublishedContent, 'figures'>): PlaceNumbers {
  const { covered, counting, leaders, supporters, city } = figures;
  return {
    ...{ code: null, name: '市全体', covered, counting, leaders, supporters },
    counts: city.counts,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
