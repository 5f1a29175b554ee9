import type { Barred, PathPart } from '@app/appointments';
import { type LocalDate, localDateSchema } from '@app/platform';
import { z } from 'zod';
import type { CityCoverage } from '../figures/coverage.queries';
import type { RoleHolder, UnitCoverage } from '../figures/coverage.rules';
import { draftSwaps } from './swaps/swap-facts.rules';

/** What becomes of a unit with a draft, beside what would be so anyway. */
export const UNIT_TURNS = [
  'loses_leader',
  'loses_leader_anyway',
  'gains_leader',
  'two_leaders',
  'loses_supporter',
  'gains_supporter',
  'two_supporters',
  'loses_last_holder',
  'founded',
  'ends',
] as const;
export type UnitTurn = (typeof UNIT_TURNS)[number];

/** The figures of the city that a draft may change. */
export const DRAFT_FIGURES = [
  'counting',
  'covered',
  'missing',
  'leaders',
  'supporters',
  'holders',
  'staff',
] as const;
export type DraftFigure = (typeof DRAFT_FIGURES)[number];

const text = z.string();
const holders = z.object({ eve: z.int(), before: z.int(), after: z.int() });
const named = z.array(z.object({ staffNumber: text, name: text }));
const threeTimes = z.object({ eve: named, before: named, after: named });
const unitEffect = z.object({
  ...{ unitId: text, code: text, name: text, parentName: text.nullable() },
  turns: z.array(z.enum(UNIT_TURNS)),
  leaders: threeTimes,
  supporters: threeTimes,
  holders,
});
const ending = z.object({
  ...{ unitCode: text, unitName: text, staffNumber: text, name: text, role: text },
  lastDay: localDateSchema,
  endsBy: z
    .enum(['term_ends', 'ended_early', 'on_leave', 'seconded', 'leaves_service', 'transferred'])
    .nullable(),
});
const candidate = z.object({
  ...{ staffNumber: text, name: text },
  supporterSince: localDateSchema.nullable(),
  isUnderWay: z.boolean(),
  /** What is not met yet, the steps aside. */
  missing: z.array(z.custom<PathPart>((it) => typeof it === 'object')),
  barred: z.array(z.custom<Barred>((it) => typeof it === 'object')),
});
const vacancy = z.object({
  ...{ unitCode: text, unitName: text, role: text, isNew: z.boolean() },
  now: z.array(candidate),
  nowTotal: z.int(),
  oneShort: z.array(candidate),
  oneShortTotal: z.int(),
});
const figureLine = z.object({
  figure: z.enum(DRAFT_FIGURES),
  eve: z.int(),
  start: z.object({ before: z.int(), after: z.int() }),
  yearEnd: z.object({ before: z.int(), after: z.int() }),
});
export const draftEffects = z.object({
  ...{ effectiveOn: localDateSchema, yearEnd: localDateSchema },
  ...{ movedPeople: z.int(), newPeople: z.int() },
  /** Rows that an import would not take, with why; their people stay where they are. */
  refused: z.array(text),
  refusedTotal: z.int(),
  /** Units that end with people in them, and how many; none of effects of before this was told. */
  leftBehind: z.array(text).default([]),
  figures: z.array(figureLine),
  units: z.array(unitEffect),
  ending: z.array(ending),
  vacancies: z.array(vacancy),
  /** Null of effects of before this was thought of. */
  swaps: draftSwaps.nullable().default(null),
});
export type DraftEffects = z.infer<typeof draftEffects>;
export type UnitEffect = z.infer<typeof unitEffect>;
export type EndingTerm = z.infer<typeof ending>;
export type DraftVacancy = z.infer<typeof vacancy>;
export type DraftCandidate = z.infer<typeof candidate>;

/** The days that are compared: the eve and the day as the books stand, and the day and the end of its fiscal year both ways. */
export interface ComparedDays {
  readonly eve: CityCoverage;
  readonly start: { readonly before: CityCoverage; readonly after: CityCoverage };
  readonly yearEnd: { readonly before: CityCoverage; readonly after: CityCoverage };
}

const FIGURE_OF: Readonly<Record<DraftFigure, (city: CityCoverage) => number>> = {
  counting: ({ leader }) => leader.counting,
  covered: ({ leader }) => leader.covered,
  missing: ({ leader }) => leader.missing,
  leaders: ({ leaders }) => leaders,
  supporters: ({ supporters }) => supporters,
  holders: ({ holder }) => holder.now,
  staff: ({ counts }) => counts.staff,
};

export function figureLines({ eve, start, yearEnd }: ComparedDays): DraftEffects['figures'] {
  return DRAFT_FIGURES.map((figure) => {
    const of = FIGURE_OF[figure];
    const both = (day: ComparedDays['start']) => ({ before: of(day.before), after: of(day.after) });
    return { figure, eve: of(eve), start: both(start), yearEnd: both(yearEnd) };
  });
}

interface UnitThrough {
  readonly eve: UnitCoverage | undefined;
  readonly before: UnitCoverage | undefined;
  readonly after: UnitCoverage | undefined;
}

/** Only units of which something can be said, in the order of the organisation. */
export function unitEffects({ eve, start }: ComparedDays): UnitEffect[] {
  const known = new Map<string, UnitCoverage>();
  for (const unit of [...start.after.units, ...start.before.units, ...eve.units])
    if (!known.has(unit.unitId)) known.set(unit.unitId, unit);
  return [...known.values()].flatMap((unit) => {
    const on = ({ units }: CityCoverage) => units.find(({ unitId }) => unitId === unit.unitId);
    const through = { eve: on(eve), before: on(start.before), after: on(start.after) };
    const turns = turnsOf(through);
    return turns.length === 0 ? [] : [effectOf(unit, turns, through)];
  });
}

interface Standing {
  readonly leaders: number;
  readonly supporters: number;
  readonly holders: number;
}

const NOTHING: Standing = { leaders: 0, supporters: 0, holders: 0 };

function standingOf(unit: UnitCoverage | undefined): Standing {
  if (!unit) return NOTHING;
  const { leaders, supporters, counts } = unit;
  return { leaders: leaders.length, supporters: supporters.length, holders: counts.holders };
}

type Times = Readonly<Record<'eve' | 'before' | 'after', Standing>>;

/** What a unit that is there with the draft goes through. */
const TURNS: readonly (readonly [UnitTurn, (times: Times) => boolean])[] = [
  ['loses_leader', ({ before, after }) => before.leaders > 0 && after.leaders === 0],
  [
    'loses_leader_anyway',
    ({ eve, before, after }) => eve.leaders > 0 && before.leaders === 0 && after.leaders === 0,
  ],
  ['gains_leader', ({ before, after }) => before.leaders === 0 && after.leaders > 0],
  ['two_leaders', ({ before, after }) => before.leaders < 2 && after.leaders > 1],
  ['loses_supporter', ({ before, after }) => before.supporters > 0 && after.supporters === 0],
  ['gains_supporter', ({ before, after }) => before.supporters === 0 && after.supporters > 0],
  ['two_supporters', ({ before, after }) => before.supporters < 2 && after.supporters > 1],
  ['loses_last_holder', ({ before, after }) => before.holders > 0 && after.holders === 0],
];

function turnsOf({ eve, before, after }: UnitThrough): UnitTurn[] {
  if (!after) return ['ends'];
  const times = { eve: standingOf(eve), before: standingOf(before), after: standingOf(after) };
  const turns = TURNS.filter(([, isSo]) => isSo(times)).map(([turn]) => turn);
  return before ? turns : ['founded', ...turns];
}

function effectOf(
  { unitId, code, name, parentName }: UnitCoverage,
  turns: UnitTurn[],
  { eve, before, after }: UnitThrough,
): UnitEffect {
  const people = (of: (unit: UnitCoverage) => readonly RoleHolder[]) => {
    const at = (unit: UnitCoverage | undefined) =>
      unit ? of(unit).map(({ staffNumber, name: who }) => ({ staffNumber, name: who })) : [];
    return { eve: at(eve), before: at(before), after: at(after) };
  };
  const held = (unit: UnitCoverage | undefined) => unit?.counts.holders ?? 0;
  return {
    ...{ unitId, code, name, parentName, turns },
    leaders: people((unit) => unit.leaders),
    supporters: people((unit) => unit.supporters),
    holders: { eve: held(eve), before: held(before), after: held(after) },
  };
}

/** Terms that end anyway: on the eve, or before the fiscal year is over. */
export function endingTerms(
  { eve, start }: ComparedDays,
  days: { readonly eve: LocalDate; readonly yearEnd: LocalDate },
): EndingTerm[] {
  const until = (city: CityCoverage, last: LocalDate): EndingTerm[] =>
    city.units.flatMap((unit) =>
      unit.roleHolders
        .filter(({ lastDay }) => lastDay !== null && lastDay <= last)
        .flatMap(({ lastDay, staffNumber, name, role, endsBy }) =>
          lastDay === null
            ? []
            : [
                {
                  ...{ unitCode: unit.code, unitName: unit.name, staffNumber, name },
                  ...{ role, lastDay, endsBy },
                },
              ],
        ),
    );
  const onEve = until(eve, days.eve).filter(({ endsBy }) => endsBy === 'term_ends');
  return [...onEve, ...until(start.after, days.yearEnd)];
}
