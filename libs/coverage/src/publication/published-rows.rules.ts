import { formatFiscalYearShort, words } from '@app/platform';
import { LEFT_OUT_OF_RATE, RATES } from '../figures/figure.rules';
import type { FrozenFigure } from '../snapshot/frozen-figures.rules';
import { LEFT_OUT_WORDS, PEOPLE_FIGURE_WORDS, RATE_WORDS, UNIT_FIGURE_WORDS } from '../vocabulary';
import { cityNumbers, departmentNumbers, type PlaceNumbers } from './departments.rules';
import type { PublishedContent } from './published-content.rules';

export const PLACE_KINDS = ['city', 'department', 'unit', 'outside'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const PLACE_KIND_WORDS: Readonly<Record<PlaceKind, string>> = {
  city: '市全体',
  department: '部',
  get unit() {
    return words.unit;
  },
  get outside() {
    return `${words.unit}の外`;
  },
};

/** One number: of which place, which figure, of how many. */
export interface FigureLine {
  /** The same in every publication, whatever the figure is called. */
  readonly code: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** The denominator; null: it is no part of anything. */
  readonly of: number | null;
}

export interface PublishedRow extends FigureLine {
  readonly kind: PlaceKind;
  readonly placeCode: string | null;
  readonly placeName: string;
}

const PEOPLE = '名';

/** Figures of people that stand for themselves. */
const COUNTS = [
  'staff',
  'regular_staff',
  'holders',
  'provisional',
  'reported',
  'booked',
  'higher_only',
  'mandatory_open',
  'carried_over',
] as const satisfies readonly FrozenFigure[];

/** The lines of a place, in the order in which papers and files have them. */
export function linesOf(numbers: PlaceNumbers): FigureLine[] {
  const { covered, counting, leaders, supporters, counts } = numbers;
  const people = (code: string, label: string, value: number, of: number | null = null) => ({
    ...{ code, label, value, of },
    unit: PEOPLE,
  });
  return [
    {
      ...{ code: 'units_covered', label: UNIT_FIGURE_WORDS.units_covered },
      ...{ value: covered, unit: words.unit, of: counting },
    },
    people('leaders', PEOPLE_FIGURE_WORDS.leaders, leaders),
    people('supporters', PEOPLE_FIGURE_WORDS.supporters, supporters),
    ...COUNTS.map((code) => people(code, PEOPLE_FIGURE_WORDS[code], counts[code])),
    ...RATES.map((rate) =>
      people(
        `${rate}_done`,
        PEOPLE_FIGURE_WORDS[`${rate}_done`],
        counts[`${rate}_done`],
        counts[rate],
      ),
    ),
  ];
}

/** What only the city has: who was left out of each rate and why, and each mandatory course. */
function cityLines({ figures }: PublishedContent): FigureLine[] {
  const leftOut = RATES.flatMap((rate) =>
    LEFT_OUT_OF_RATE.map((reason) => ({
      code: `${rate}_left_out_${reason}`,
      label: `${RATE_WORDS[rate]}の分母から除いた人(${LEFT_OUT_WORDS[reason]})`,
      ...{ value: figures.city.leftOutOf[rate][reason] ?? 0, unit: PEOPLE, of: null },
    })),
  );
  const courses = figures.courses.map(({ key, title, fiscalYear, done, must }) => ({
    code: `course_${key}_${String(fiscalYear)}`,
    label: `${title}(${formatFiscalYearShort(fiscalYear)}分)を修了した人`,
    ...{ value: done, unit: PEOPLE, of: must },
  }));
  return [...leftOut, ...courses];
}

/** Of a 課 only whether it is covered: what else is counted in it may be a single person. */
function unitState(unit: PublishedContent['figures']['units'][number]): FigureLine[] {
  const of = unit.state === 'apart' ? 0 : 1;
  const value = unit.state === 'covered' ? 1 : 0;
  const { units_covered: label } = UNIT_FIGURE_WORDS;
  return [{ code: 'units_covered', label, value, unit: words.unit, of }];
}

function unitLines(unit: PublishedContent['figures']['units'][number]): FigureLine[] {
  const { code, name, leaders, supporters, counts, state } = unit;
  return linesOf({
    ...{ code, name, leaders, supporters, counts },
    ...{ covered: Number(state === 'covered'), counting: Number(state !== 'apart') },
  });
}

/** Every published number, a row each. `every`: also those of a single 課, which may tell of one person. */
export function publishedRows(content: PublishedContent, every: boolean): PublishedRow[] {
  const city = cityNumbers(content);
  const of = (kind: PlaceKind, placeCode: string | null, placeName: string, lines: FigureLine[]) =>
    lines.map((line) => ({ kind, placeCode, placeName, ...line }));
  const { units, outside } = content.figures;
  return [
    ...of('city', null, PLACE_KIND_WORDS.city, [...linesOf(city), ...cityLines(content)]),
    ...departmentNumbers(content).flatMap((it) => of('department', it.code, it.name, linesOf(it))),
    ...units.flatMap((unit) =>
      of('unit', unit.code, unit.name, every ? unitLines(unit) : unitState(unit)),
    ),
    ...(every ? outside : []).flatMap(({ code, name, counts }) =>
      of(
        'outside',
        code,
        name ?? '主務の所属がない職員',
        linesOf({
          ...{ code, name: '', covered: 0, counting: 0, leaders: 0, supporters: 0 },
          counts,
        }).filter((line) => !['units_covered', 'leaders', 'supporters'].includes(line.code)),
      ),
    ),
  ];
}
