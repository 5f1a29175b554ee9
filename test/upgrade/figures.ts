import type { INestApplicationContext } from '@nestjs/common';
import { type MandatoryCount, MandatoryQueries } from '@app/courses';
import {
  type CityCoverage,
  CoverageQueries,
  FigurePeopleQueries,
  type FiguresOfPeople,
  MandatoryFigureQueries,
  type PeopleFigure,
  type RoleHolder,
  type UnitCoverage,
} from '@app/coverage';
import { type LocalDate, toLocalDate } from '@app/platform';

/** A number or a word that stands somewhere on the screen. */
type Leaf = string | number | boolean | null;
interface Tree {
  readonly [name: string]: Leaf | Tree;
}

/** Staff numbers, in order and with blanks between: those who are counted, and those left out by each reason. */
type PeopleBehindFigure = Readonly<Record<string, string>>;

interface DayFigures {
  readonly city: Tree;
  /** By code. */
  readonly units: Tree;
  readonly people: Readonly<Record<string, PeopleBehindFigure>>;
  readonly mandatory: Tree;
}

export type Figures = Readonly<Record<LocalDate, DayFigures>>;

export interface Difference {
  readonly day: LocalDate;
  /** For example `city.holder.now`, `units.0140.state` or `people.mandatory.2015-0012`. */
  readonly path: string;
  /** Null also when there was nothing at the path. */
  readonly before: Leaf;
  readonly after: Leaf;
}

const COUNTED = 'counted';

/** What the first version counted. Later figures are compared with nothing: they are checked by specs of their own. */
const FIRST_FIGURES = [
  'staff',
  'regular_staff',
  'holders',
  'provisional',
  'reported',
  'booked',
  'higher_only',
  'mandatory',
  'mandatory_done',
  'mandatory_open',
] as const;

/** Every figure of the city on the days, and who is behind it. Without ids: those differ from city to city. */
export async function figuresOf(
  app: INestApplicationContext,
  days: readonly LocalDate[],
): Promise<Figures> {
  const figures: Record<LocalDate, DayFigures> = {};
  for (const day of days) figures[day] = await figuresOn(app, day);
  return figures;
}

async function figuresOn(app: INestApplicationContext, day: LocalDate): Promise<DayFigures> {
  const city = await app.get(CoverageQueries).coverageAsOf(day);
  const people: Record<string, PeopleBehindFigure> = {};
  for (const figure of [...FIRST_FIGURES, 'leaders', 'supporters'] as const)
    people[figure] = await peopleBehind(app, figure, day);
  return {
    city: cityFigures(city),
    units: Object.fromEntries(city.units.map((unit) => [unit.code, unitFigures(unit)])),
    people,
    mandatory: {
      everybody: firstSums(await app.get(MandatoryQueries).count({ asOf: day })),
      byRule: firstSums(await app.get(MandatoryFigureQueries).countOn(day)),
    },
  };
}

function cityFigures(city: CityCoverage): Tree {
  const { leader, holder } = city;
  return {
    rule: { version: city.rule.version, validFrom: city.rule.validFrom },
    leader: {
      targetValue: leader.target?.targetValue ?? null,
      dueOn: leader.target?.dueOn ?? null,
      covered: leader.covered,
      counting: leader.counting,
      missing: leader.missing,
      daysLeft: leader.daysLeft,
    },
    holder: {
      targetValue: holder.targetValue,
      dueOn: holder.target?.dueOn ?? null,
      now: holder.now,
      provisional: holder.provisional,
      reported: holder.reported,
      booked: holder.booked,
      higherOnly: holder.higherOnly,
      missing: holder.missing,
      daysLeft: holder.daysLeft,
      passedLastYear: holder.passedLastYear,
    },
    counts: firstCounts(city),
    leftOut: firstReasons(city),
    leaders: city.leaders,
    supporters: city.supporters,
    units: codesOf(city.units),
    covered: codesOf(city.units.filter((unit) => unit.state === 'covered')),
    vacant: codesOf(city.vacant),
    apart: codesOf(city.apart),
    atRisk: codesOf(city.units.filter((unit) => unit.risk !== null)),
  };
}

function firstCounts({ counts }: FiguresOfPeople): Tree {
  return Object.fromEntries(FIRST_FIGURES.map((name) => [name, counts[name]]));
}

/** Reasons that were told apart only later are a difference where there is somebody of whom they say something else. */
function firstReasons({ leftOut }: FiguresOfPeople): Tree {
  const { earlier_assignment, settled_before, ...first } = leftOut;
  const later = Object.entries({ earlier_assignment, settled_before });
  return { ...first, ...Object.fromEntries(later.filter(([, count]) => count > 0)) };
}

function firstSums(sums: MandatoryCount): Tree {
  return Object.fromEntries(Object.entries(sums).filter(([name]) => name !== 'overduePeople'));
}

function codesOf(units: readonly UnitCoverage[]): string {
  return units.map((unit) => unit.code).join(' ');
}

function unitFigures(unit: UnitCoverage): Tree {
  return {
    name: unit.name,
    kind: unit.kind,
    parentName: unit.parentName,
    state: unit.state,
    counts: firstCounts(unit),
    leftOut: firstReasons(unit),
    leaders: holdersText(unit.leaders),
    supporters: holdersText(unit.supporters),
    vacantSince: unit.vacantSince,
    daysVacant: unit.daysVacant,
    coveredUntil: unit.coveredUntil,
    coveredFrom: unit.coveredFrom,
    risk: unit.risk && `${unit.risk.on} ${unit.risk.by}`,
  };
}

function holdersText(holders: readonly RoleHolder[]): string {
  return holders
    .map((it) => [it.staffNumber, it.termEnd, it.lastDay ?? '-', it.endsBy ?? '-'].join(' '))
    .join(', ');
}

/** All pages; each page has some of those counted and some of those left out. */
async function peopleBehind(
  app: INestApplicationContext,
  figure: PeopleFigure,
  on: LocalDate,
): Promise<PeopleBehindFigure> {
  const lists = new Map<string, string[]>();
  for (let page = 1, seen = 0; ; page++) {
    const answer = await app.get(FigurePeopleQueries).peopleBehind({ figure, on, page });
    const rows = [...answer.people, ...answer.leftOut];
    for (const { reason, staffNumber } of rows)
      lists.set(reason ?? COUNTED, [...(lists.get(reason ?? COUNTED) ?? []), staffNumber]);
    seen += rows.length;
    if (seen === answer.total + answer.leftOutTotal) break;
    if (rows.length === 0) throw new Error(`${figure} on ${on}: people are missing in its pages`);
  }
  const sorted = [...lists].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([reason, list]) => [reason, list.sort().join(' ')]));
}

/** What is not the same; of people, one line each, so that a known difference can name whom it is about. */
export function differencesBetween(before: Figures, after: Figures): Difference[] {
  return union(daysOf(before), daysOf(after)).flatMap((day) => {
    const old = leavesOf(before[day]);
    const now = leavesOf(after[day]);
    return union(old.keys(), now.keys())
      .map((path) => ({
        day,
        path,
        before: old.get(path) ?? null,
        after: now.get(path) ?? null,
      }))
      .filter((difference) => difference.before !== difference.after);
  });
}

function daysOf(figures: Figures): LocalDate[] {
  return Object.keys(figures).map(toLocalDate);
}

function union<Text extends string>(one: Iterable<Text>, other: Iterable<Text>): Text[] {
  return [...new Set([...one, ...other])];
}

function leavesOf(day: DayFigures | undefined): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (!day) return leaves;
  const { people, ...rest } = day;
  collect({ ...rest }, '', leaves);
  for (const [figure, lists] of Object.entries(people))
    for (const [reason, numbers] of Object.entries(lists))
      for (const number of numbers.split(' ')) leaves.set(`people.${figure}.${number}`, reason);
  return leaves;
}

function collect(tree: Tree, above: string, leaves: Map<string, Leaf>): void {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'object' && value !== null) collect(value, `${above}${name}.`, leaves);
    else leaves.set(above + name, value);
  }
}
