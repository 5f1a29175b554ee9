import type { FigureSnapshot, TrendRow, TrendTurn } from '@app/coverage';
import { SUCCESSION_WORDS } from '@app/organization';
import {
  formatDateShort,
  formatDateTime,
  formatMonth,
  type LocalDate,
  numberText,
} from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { printHead } from '../../../shell/parts/heads';
import { address, breadcrumb } from '../../../shell/view-parts';
import { LARGE_FIGURES, type TrendFigure, trendFigures } from './trend-figures';
import { FEWEST_MONTHS, trendPicture } from './trend-pictures';
import { monthOf, type TrendsAsked, trendsFilter, trendsQuery } from './trends-asked';
import { DIFFERENCES, trendLines } from './trends.list';

const PATH = '/coverage/trends';
const TITLE = '月ごとの推移';

interface TrendsFrame {
  readonly asked: TrendsAsked;
  /** Every day of which something was written down, newest first. */
  readonly days: readonly LocalDate[];
  /** From a year before the first month on, so that the same month of the year before stands beside. */
  readonly rows: readonly TrendRow[];
  readonly turns: readonly TrendTurn[];
  readonly compared: FigureSnapshot;
}

const HEAD = { title: TITLE, breadcrumb: breadcrumb(['充足状況', '/coverage'], [TITLE]) };

/** Of a city of which nothing was written down yet. */
export function noTrendsView() {
  return {
    ...HEAD,
    summary: '数字を書き留めた月は、まだありません。',
    nothing:
      '毎月の初めに、前の月の末日の数字を自動で書き留めます。2か月分たまると、推移を示します。',
  };
}

/** The large figures of the city, or one of them for the city and each 部, month by month. */
export function trendsView({ asked, days, rows, turns, compared }: TrendsFrame) {
  const chosen = trendFigures().find(({ key }) => key === asked.figure);
  const city = rows.filter(({ isCity }) => isCity);
  const shown = days.filter((day) => day >= asked.from && day <= asked.to);
  return {
    ...HEAD,
    summary: summaryText(city, chosen ?? trendFigures()[0], { ...asked, months: shown.length }),
    print: printHead(`${formatMonth(asked.from)}から${formatMonth(asked.to)}まで`),
    filter: trendsFilter(asked, days),
    figures: (chosen ? [chosen] : trendFigures().slice(0, LARGE_FIGURES)).map((figure) => ({
      title: figure.name,
      picture: trendPicture(figure, city, { ...asked, name: '市全体' }),
      href: chosen ? '' : address(PATH, trendsQuery({ ...asked, figure: figure.key })),
    })),
    departments: chosen
      ? departmentsOf(rows, asked).map(({ name, rows: own }) => ({
          title: name,
          picture: trendPicture(chosen, own, { ...asked, name }),
        }))
      : [],
    breaks: chosen ? breakTexts(rows, turns) : [],
    compare: compareView(asked, shown, compared),
    files: fileLinks(`${PATH}/list`, trendsQuery(asked), { total: trendLines(rows, asked).length }),
  };
}

function summaryText(
  city: readonly TrendRow[],
  figure: TrendFigure | undefined,
  { from, to, months }: Pick<TrendsAsked, 'from' | 'to'> & { readonly months: number },
): string {
  const first = city.find(({ asOf }) => asOf === from);
  const last = city.find(({ asOf }) => asOf === to);
  if (figure === undefined || first === undefined || last === undefined) return '';
  const then = `${figure.name}は、${formatMonth(to)}の末に${figure.text(last)}でした`;
  if (months < FEWEST_MONTHS) return `${then}。書き留めたのは1か月分です。`;
  return `${then}(${formatMonth(from)}の末は${figure.text(first)})。書き留めた${numberText(months)}か月分です。`;
}

/** Where a merger or a split of what has a line of its own lies between the months. */
function breakTexts(rows: readonly TrendRow[], turns: readonly TrendTurn[]): readonly string[] {
  const codes = new Set(rows.map(({ code }) => code));
  return turns
    .filter(({ kind }) => kind !== 'takeover')
    .filter(({ beforeCode, afterCode }) => codes.has(beforeCode) && codes.has(afterCode))
    .map(
      ({ on, kind, beforeName, afterName }) =>
        `${formatDateShort(on)}に${beforeName ?? ''}から${afterName ?? ''}へ${SUCCESSION_WORDS[kind]}しました。この日の前と後では、対象の職員が違います。`,
    );
}

/** In the order of the newest month, then what is no 部 any more; by its code, whatever it was called. */
function departmentsOf(rows: readonly TrendRow[], { from, to }: TrendsAsked) {
  const own = rows.filter(({ isCity }) => !isCity);
  const days = [...new Set(own.map(({ asOf }) => asOf))].filter((day) => day >= from && day <= to);
  const names = new Map<string | null, string>();
  for (const day of days.toReversed())
    for (const { asOf, code, name } of own)
      if (asOf === day && !names.has(code)) names.set(code, name);
  return [...names].map(([code, name]) => ({ name, rows: own.filter((it) => it.code === code) }));
}

/** One month against what would be counted of it now: told beside, and never put in its place. */
function compareView(
  asked: TrendsAsked,
  days: readonly LocalDate[],
  { takenAt, sha256, differences }: FigureSnapshot,
) {
  const { compare } = asked;
  const count = differences.figures.length;
  const day = formatDateShort(compare);
  return {
    title: `${formatMonth(compare)}の末を、いまの記録で数えると`,
    sentence:
      count === 0
        ? `${day}の数字は、いまの記録で数えても同じです。`
        : `${day}の数字は、いまの記録で数えると${numberText(count)}か所違います。書き留めた数字は変えません。`,
    kept: `${formatDateTime(takenAt)}に書き留めました(SHA-256 ${sha256.slice(0, KEPT)}…)。`,
    months: days.map((it) => ({
      text: formatMonth(it),
      href:
        it === compare
          ? ''
          : `${address(PATH, { ...trendsQuery(asked), compare: monthOf(it) })}#differences`,
    })),
    table:
      count === 0
        ? null
        : listTable(DIFFERENCES, differences.figures, {
            ...{ caption: `${day}の数字の違い`, path: PATH, query: {} },
          }),
  };
}

/** As much of a hash as can be compared by eye. */
const KEPT = 12;
