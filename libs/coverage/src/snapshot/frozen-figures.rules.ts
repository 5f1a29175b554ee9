import { createHash } from 'node:crypto';
import { localDateSchema } from '@app/platform';
import { z } from 'zod';
import type { ComparedFigure, CountedPerson } from '../figures/counted-people.queries';
import { type FiguresOfPeople, UNIT_STATES, type UnitCoverage } from '../figures/coverage.rules';
import type { CityCoverage } from '../figures/coverage.queries';
import { RATES, STAFF_FIGURES } from '../figures/figure.rules';

/** Whose people are kept by their ids, not only their number. */
export const FROZEN_PEOPLE = [
  'leaders',
  'supporters',
  'holders',
] as const satisfies readonly ComparedFigure[];
export type FrozenPeople = (typeof FROZEN_PEOPLE)[number];

/** What is written down of every row. What came to be counted later is not among it: a row says the same as on its first day. */
export const frozenFigure = z.enum(STAFF_FIGURES).exclude(['other_certified']);
export type FrozenFigure = z.output<typeof frozenFigure>;

const leftOut = z.record(z.string(), z.int());
const figures = z.object({
  counts: z.record(frozenFigure, z.int()),
  leftOut,
  leftOutOf: z.record(z.enum(RATES), leftOut),
});
const target = z.object({ code: z.string(), value: z.int().nullable(), dueOn: localDateSchema });

/** The figures of a day as they were counted once. */
export const frozenFigures = z.object({
  asOf: localDateSchema,
  ruleVersion: z.int(),
  targets: z.array(target),
  covered: z.int(),
  counting: z.int(),
  leaders: z.int(),
  supporters: z.int(),
  city: figures,
  units: z.array(
    figures.extend({
      code: z.string(),
      name: z.string(),
      parentName: z.string().nullable(),
      insideCode: z.string().nullable(),
      state: z.enum(UNIT_STATES),
      leaders: z.int(),
      supporters: z.int(),
    }),
  ),
  outside: z.array(figures.extend({ code: z.string().nullable(), name: z.string().nullable() })),
  courses: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      fiscalYear: z.int(),
      isCarriedOver: z.boolean(),
      must: z.int(),
      done: z.int(),
      open: z.int(),
    }),
  ),
  people: z.record(z.enum(FROZEN_PEOPLE), z.array(z.string())),
});
export type FrozenFigures = z.output<typeof frozenFigures>;

/** Writes down what was counted; names of people are not among it, only their ids. */
export function freeze(city: CityCoverage, counted: readonly CountedPerson[]): FrozenFigures {
  const { asOf, rule, leader, holder, leaders, supporters } = city;
  return {
    ...{ asOf, ruleVersion: rule.version, leaders, supporters },
    targets: [leader.target, holder.target]
      .filter((it) => it !== null)
      .map(({ code, targetValue, dueOn }) => ({ code, value: targetValue, dueOn })),
    ...{ covered: leader.covered, counting: leader.counting },
    city: frozenRow(city),
    units: city.units.map(frozenUnit),
    outside: city.outside.map((it) => ({
      ...{ code: it.code, name: it.name },
      ...frozenRow(it),
    })),
    courses: city.courses.map(({ key, title, fiscalYear, isCarriedOver, must, done, open }) => {
      return { key, title, fiscalYear, isCarriedOver, must, done, open };
    }),
    people: { leaders: of('leaders'), supporters: of('supporters'), holders: of('holders') },
  };

  function of(figure: FrozenPeople): string[] {
    const ids = counted.filter((it) => it.figure === figure).map(({ personId }) => personId);
    return ids.toSorted();
  }
}

function frozenRow({ counts, leftOut: out, leftOutOf }: FiguresOfPeople): FrozenFigures['city'] {
  const kept = Object.entries(counts).filter(([name]) => frozenFigure.safeParse(name).success);
  return {
    counts: Object.fromEntries(kept) as Record<FrozenFigure, number>,
    ...{ leftOut: out, leftOutOf },
  };
}

function frozenUnit(unit: UnitCoverage): FrozenFigures['units'][number] {
  return {
    ...{ code: unit.code, name: unit.name, parentName: unit.parentName },
    ...{ insideCode: unit.insideCode, state: unit.state },
    ...{ leaders: unit.leaders.length, supporters: unit.supporters.length },
    ...frozenRow(unit),
  };
}

/** The bytes that are kept, and the hash by which anybody can tell that they are the same. */
export function sealed(frozen: FrozenFigures): { readonly text: string; readonly sha256: string } {
  const text = JSON.stringify(frozen);
  return { text, sha256: createHash('sha256').update(text).digest('hex') };
}
