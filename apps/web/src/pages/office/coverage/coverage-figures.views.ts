import {
  type CityCoverage,
  type DepartmentRow,
  type FanDay,
  type FiguresOfMonth,
  type HolderPromise,
  type HoldersOnDay,
  type KeptForecast,
  UNIT_STATE_WORDS,
  type UnitCoverage,
} from '@app/coverage';
import {
  addDays,
  addMonths,
  diffDays,
  fiscalYearEnd,
  fiscalYearOf,
  fiscalYearStart,
  formatDateShort,
  formatFiscalYearShort,
  type LocalDate,
  people,
  words,
} from '@app/platform';
import { bars } from '../../../shell/parts/figures/bars';
import type { FigureView } from '../../../shell/parts/figures/figure';
import { type Mark, type MarkWords, squares } from '../../../shell/parts/figures/squares';
import { type DayCount, steps } from '../../../shell/parts/figures/steps';
import { stateChip } from '../../../shell/signs';
import { announcedRisk } from '../../../shared/announced-risk.rules';
import { peopleHref } from './coverage-links';
import { departmentHeat } from './heat.views';

interface FigureFrame {
  /** A day ahead: its number is none that was counted. */
  readonly isAhead: boolean;
  /** False for a fiscal year that has not begun. */
  readonly hasRates: boolean;
  /** Whether what is not announced yet may be shown. */
  readonly seesAhead: boolean;
  /** What may come of the holders, as it was foreseen by the day; null: nothing may be said. */
  readonly forecast: KeptForecast | null;
}

/** What the pictures are drawn from beside the figures of the day. */
interface PictureFacts {
  readonly holders: readonly HoldersOnDay[];
  /** What was written down month by month, newest first. */
  readonly months: readonly Pick<FiguresOfMonth, 'asOf' | 'covered'>[];
  readonly departments: readonly DepartmentRow[];
}

export function coverageFigures(
  city: CityCoverage,
  { holders, months, departments }: PictureFacts,
  frame: FigureFrame,
) {
  return {
    covered: coveredSteps(city, months, frame),
    leaders: leaderSquares(city, departments, frame),
    heat: departmentHeat(city, departments, frame),
    pipeline: pipelineBar(city.holder),
    holders: holderSteps(city, holders, frame.forecast),
  };
}

const OWN: Readonly<Record<UnitCoverage['state'], Mark>> = {
  covered: 'full',
  short: 'half',
  vacant: 'crossed',
  apart: 'off',
};

function markOf(unit: UnitCoverage, { seesAhead }: FigureFrame): Mark {
  const isWarned = unit.state === 'covered' && announcedRisk(unit, seesAhead) !== null;
  return isWarned ? 'warned' : OWN[unit.state];
}

const markWords = (): MarkWords => ({
  full: UNIT_STATE_WORDS.covered,
  warned: stateChip('unit.at_risk').label,
  half: UNIT_STATE_WORDS.short,
  crossed: UNIT_STATE_WORDS.vacant,
  off: UNIT_STATE_WORDS.apart,
});

/** 部 × 課; null where there are fewer units than are worth a picture. */
function leaderSquares(
  city: CityCoverage,
  departments: readonly DepartmentRow[],
  frame: FigureFrame,
): FigureView | null {
  const { asOf, leader, units } = city;
  if (units.length < FEW) return null;
  const marks = markWords();
  const rows = departments.map(({ name: parent, units: own }) => ({
    name: parent,
    squares: own.map((unit) => {
      const mark = markOf(unit, frame);
      const href = peopleHref('leaders', asOf, { unit: unit.code });
      return { name: unit.name, parent, mark, href, title: `${unit.name} ${marks[mark]}` };
    }),
  }));
  const all = rows.flatMap((row) => row.squares);
  const unit = words.unit;
  return squares(
    {
      id: 'leaders',
      sentence: `${String(leader.counting)}${unit}のうち${String(leader.covered)}${unit}が充足しています。`,
      caption: `${unit}ごとの${words.leader}`,
      table: {
        headings: [unit, '部', '状態'],
        rows: all.map(({ name, parent, mark, href }) => [
          { text: name, href },
          parent,
          marks[mark],
        ]),
      },
    },
    rows,
    marks,
  );
}

const FEW = 3;
/** Room beyond the larger of target and count, so that the line of the target is seen from both sides. */
const HEADROOM = 1.1;

/** The holders and who is on the way, against the target. */
export function pipelineBar(holder: HolderPromise): FigureView {
  const { now, provisional, reported, booked, targetValue } = holder;
  const stages = [
    ['確認済み', now, 'solid'],
    ['確認待ち', reported, 'hatch'],
    ['合格見込み', provisional, 'soft'],
    ['受験予定', booked, 'outline'],
  ] as const;
  let from = 0;
  const parts = stages.map(([name, count, fill]) => {
    const part = { from, to: from + count, fill, title: `${name}${people(count)}` };
    from = part.to;
    return part;
  });
  const target = targetValue === null ? '' : `、目標${people(targetValue)}`;
  return bars(
    {
      id: 'pipeline',
      sentence: `${parts.map(({ title }) => title).join('、')}${target}`,
      caption: '取得者と見込みの内訳',
      // The page shows the numbers beside it, with the people behind them.
      table: null,
    },
    {
      from: 0,
      to: Math.max(targetValue ?? 0, from, 1) * HEADROOM,
      rows: [{ name: '', parts, warnedAt: null }],
      ticks: [],
      line: targetValue === null ? null : { at: targetValue, text: `目標 ${people(targetValue)}` },
    },
    Object.fromEntries(stages.map(([name, , fill]) => [fill, name])),
  );
}

/** Holders over time and what it takes until the target; null for too few days to show a course. */
export function holderSteps(
  { asOf, holder }: Pick<CityCoverage, 'asOf' | 'holder'>,
  actual: readonly HoldersOnDay[],
  kept: KeptForecast | null = null,
): FigureView | null {
  const [first, last] = [actual[0], actual.at(-1)];
  if (first === undefined || last === undefined || actual.length < FEW) return null;
  const { target, targetValue } = holder;
  const fan = kept?.forecast.fan ?? [];
  const path = pathOf(target, first.day, neededPath(holder, asOf));
  const { needed } = path;
  const dueOn = endOfLine(target, asOf);
  const aim = targetValue === null ? null : people(targetValue);
  return steps(
    {
      id: 'holders',
      sentence: `取得者は、${formatDateShort(first.day)}に${people(first.count)}、${formatDateShort(last.day)}に${people(last.count)}です。${aim === null ? '' : `目標は${aim}です。`}`,
      caption: '取得者の推移',
      table: {
        headings: ['日', '取得者'],
        rows: [
          ...actual.map(({ day, count }) => [formatDateShort(day), people(count)]),
          ...needed.map(({ day, count }) => [
            formatDateShort(day),
            `${people(count)}(${path.isSet ? '節目' : '目標に届くために要る数'})`,
          ]),
          ...foreseenRows(fan, needed),
        ],
      },
    },
    {
      from: first.day,
      until: dueOn,
      actual,
      target: targetLine(targetValue),
      needed,
      ...(path.isSet && { neededText: MILESTONES }),
      fan,
      ticks: ticksBetween(first.day, dueOn),
      unit: '名',
    },
  );
}

const MILESTONES = '計画の節目';

/** What the plan itself asks for at the ends of fiscal years; where it asks for nothing, the straight way. */
function pathOf(
  target: HolderPromise['target'],
  from: LocalDate,
  straight: readonly DayCount[],
): { readonly needed: readonly DayCount[]; readonly isSet: boolean } {
  const milestones = (target?.milestones ?? [])
    .map(({ fiscalYear, value }) => ({ day: fiscalYearEnd(fiscalYear), count: value }))
    .filter(({ day }) => day >= from);
  return milestones.length > 0
    ? { needed: milestones, isSet: true }
    : { needed: straight, isSet: false };
}

/** The units with enough leaders, as they were written down at the end of each month, and on the day itself unless it lies ahead. */
function coveredSteps(
  { asOf, leader }: CityCoverage,
  months: PictureFacts['months'],
  { isAhead }: Pick<FigureFrame, 'isAhead'>,
): FigureView | null {
  const written = months
    .filter((month) => month.asOf < asOf)
    .toReversed()
    .map((month) => ({ day: month.asOf, count: month.covered }));
  const actual = isAhead ? written : [...written, { day: asOf, count: leader.covered }];
  const [first, last] = [actual[0], actual.at(-1)];
  if (first === undefined || last === undefined || actual.length < FEW) return null;
  const unit = words.unit;
  const { target, covered, counting, missing } = leader;
  const straight = neededPath({ now: covered, target, missing }, asOf);
  const { needed, isSet } = pathOf(target, first.day, straight);
  const dueOn = endOfLine(target, asOf);
  const units = (count: number) => `${String(count)}${unit}`;
  return steps(
    {
      id: 'covered',
      sentence: `充足している${unit}は、${formatDateShort(first.day)}に${units(first.count)}、${formatDateShort(last.day)}に${units(last.count)}です。数える${unit}は${units(counting)}です。`,
      caption: `充足している${unit}の推移`,
      table: {
        headings: ['日', `充足している${unit}`],
        rows: [
          ...actual.map(({ day, count }) => [formatDateShort(day), units(count)]),
          ...needed.map(({ day, count }) => [
            formatDateShort(day),
            `${units(count)}(${isSet ? '節目' : '目標に届くために要る数'})`,
          ]),
        ],
      },
    },
    {
      from: first.day,
      until: dueOn,
      actual,
      target: { count: counting, text: `すべての${unit} ${units(counting)}` },
      needed,
      ...(isSet && { neededText: MILESTONES }),
      ticks: ticksBetween(first.day, dueOn),
      unit,
    },
  );
}

function ticksBetween(from: LocalDate, until: LocalDate) {
  return yearsBetween(from, until).map((year) => ({
    day: fiscalYearStart(year),
    text: formatFiscalYearShort(year),
  }));
}

/** A day after the one looked at, so that the line has somewhere to go. */
function endOfLine(target: HolderPromise['target'], asOf: LocalDate): LocalDate {
  return target !== null && target.dueOn > asOf ? target.dueOn : addMonths(asOf, 1);
}

function targetLine(target: number | null) {
  return target === null ? null : { count: target, text: `目標 ${people(target)}` };
}

/** Of the many days of a fan those on which so many are needed, and the last. */
function foreseenRows(fan: readonly FanDay[], needed: readonly DayCount[]): string[][] {
  const days = needed.map(({ day }) => addDays(day, 1));
  return fan
    .filter(({ day }, at) => days.includes(day) || at === fan.length - 1)
    .map(({ day, low, middle, high }) => [
      formatDateShort(day),
      `${people(middle)}(見通し。10回のうち8回は${String(low)}〜${people(high)})`,
    ]);
}

/** In a straight line from today's number to the target, at the end of each fiscal year. */
function neededPath(
  { now, target, missing }: Pick<HolderPromise, 'now' | 'target' | 'missing'>,
  asOf: LocalDate,
): readonly DayCount[] {
  if (target === null || missing === null || missing === 0 || target.dueOn <= asOf) return [];
  const { dueOn } = target;
  const years = yearsBetween(asOf, dueOn).map((year) => year - 1);
  const ends = [fiscalYearOf(asOf), ...years, fiscalYearOf(dueOn)].map(fiscalYearEnd);
  const days = [...new Set([...ends.filter((day) => day > asOf && day < dueOn), dueOn])];
  const span = diffDays(asOf, dueOn);
  return days.map((day) => ({
    day,
    count: now + Math.ceil((missing * diffDays(asOf, day)) / span),
  }));
}

/** The fiscal years that begin after the one day and until the other. */
function yearsBetween(from: LocalDate, until: LocalDate): readonly number[] {
  const first = fiscalYearOf(from) + 1;
  const count = Math.max(0, fiscalYearOf(until) - first + 1);
  return Array.from({ length: count }, (_, at) => first + at);
}
