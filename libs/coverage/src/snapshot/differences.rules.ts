import type { LocalDate } from '@app/platform';
import { STAFF_FIGURES, type StaffFigure } from '../figures/figure.rules';
import { FROZEN_PEOPLE, type FrozenFigures, type FrozenPeople } from './frozen-figures.rules';

export type DifferingFigure = StaffFigure | 'covered' | 'counting' | 'leaders' | 'supporters';

/** A number that would be another one if the day were counted now. */
export interface FigureDifference {
  /** The unit; null: the whole city. */
  readonly unit: { readonly code: string | null; readonly name: string } | null;
  readonly figure: DifferingFigure;
  /** Null: the unit was not counted then, or is not any more. */
  readonly then: number | null;
  readonly now: number | null;
}

export interface PeopleDifference {
  readonly figure: FrozenPeople;
  readonly entering: readonly string[];
  readonly leaving: readonly string[];
}

export const TARGET_PARTS = ['value', 'dueOn', 'missing'] as const;
export type TargetPart = (typeof TARGET_PARTS)[number];

/** A promise that reads otherwise by now; what is missing is told where its value is another one. */
export interface TargetDifference {
  /** Of the metric. */
  readonly code: string;
  readonly part: TargetPart;
  /** Null: without a number, or not promised at all. */
  readonly then: number | LocalDate | null;
  readonly now: number | LocalDate | null;
}

export interface Differences {
  readonly targets: readonly TargetDifference[];
  readonly figures: readonly FigureDifference[];
  readonly people: readonly PeopleDifference[];
}

/**
 * What was written down of a day against what the facts tell of it now, the city before the units, each in its order. `nowOf`
 * says which person an id stands for now: numbers that were joined are no difference.
 */
export function differencesOf(
  then: FrozenFigures,
  now: FrozenFigures,
  nowOf: (personId: string) => string = (id) => id,
): Differences {
  const figures = [
    ...between(null, cityNumbers(then), cityNumbers(now)),
    ...placesOf(then, now).flatMap(({ code, name }) =>
      between({ code, name }, placeNumbers(then, code), placeNumbers(now, code)),
    ),
  ];
  const people = FROZEN_PEOPLE.map((figure) => peopleBetween(figure, then, now, nowOf));
  return {
    targets: targetsBetween(then, now),
    figures,
    people: people.filter(({ entering, leaving }) => entering.length + leaving.length > 0),
  };
}

function targetsBetween(then: FrozenFigures, now: FrozenFigures): TargetDifference[] {
  const codes = new Set([...then.targets, ...now.targets].map(({ code }) => code));
  return [...codes].flatMap((code) => {
    const [before, after] = [then, now].map((figures) => promised(figures, code));
    return TARGET_PARTS.map((part) => ({
      ...{ code, part },
      ...{ then: before?.[part] ?? null, now: after?.[part] ?? null },
    })).filter(
      (it) => it.then !== it.now && (it.part !== 'missing' || before?.value !== after?.value),
    );
  });
}

function promised({ targets, city, covered, counting }: FrozenFigures, code: string) {
  const target = targets.find((it) => it.code === code);
  if (target === undefined) return null;
  const { value, dueOn } = target;
  const reached = code === 'it_passport_holders' ? city.counts.holders : covered;
  return { value, dueOn, missing: Math.max(0, (value ?? counting) - reached) };
}

type Numbers = Readonly<Partial<Record<DifferingFigure, number>>>;

const ALL: readonly DifferingFigure[] = [
  ...(['covered', 'counting', 'leaders', 'supporters'] as const),
  ...STAFF_FIGURES,
];

function between(
  unit: FigureDifference['unit'],
  then: Numbers | null,
  now: Numbers | null,
): FigureDifference[] {
  return ALL.map((figure) => ({
    ...{ unit, figure },
    then: then?.[figure] ?? null,
    now: now?.[figure] ?? null,
  })).filter((it) => it.then !== it.now && (it.then ?? 0) + (it.now ?? 0) > 0);
}

function cityNumbers({ covered, counting, leaders, supporters, city }: FrozenFigures): Numbers {
  return { covered, counting, leaders, supporters, ...city.counts };
}

function placeNumbers(figures: FrozenFigures, code: string | null): Numbers | null {
  const unit = figures.units.find((it) => it.code === code);
  if (unit) {
    const { leaders, supporters, counts, state } = unit;
    return { leaders, supporters, ...counts, covered: Number(state === 'covered') };
  }
  return figures.outside.find((it) => it.code === code)?.counts ?? null;
}

/** Every place of either, once, by its name of now. */
function placesOf(then: FrozenFigures, now: FrozenFigures) {
  const places = new Map<string | null, string>();
  for (const { units, outside } of [now, then])
    for (const { code, name } of [...units, ...outside])
      if (!places.has(code)) places.set(code, name ?? '');
  return [...places].map(([code, name]) => ({ code, name }));
}

function peopleBetween(
  figure: FrozenPeople,
  then: FrozenFigures,
  now: FrozenFigures,
  nowOf: (personId: string) => string,
): PeopleDifference {
  const before = new Set(then.people[figure].map(nowOf));
  const after = new Set(now.people[figure].map(nowOf));
  return {
    figure,
    entering: [...after].filter((id) => !before.has(id)),
    leaving: [...before].filter((id) => !after.has(id)),
  };
}
