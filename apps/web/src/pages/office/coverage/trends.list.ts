import {
  type DifferingFigure,
  type FigureDifference,
  isPeopleFigure,
  PEOPLE_FIGURE_WORDS,
  type TrendRow,
  UNIT_FIGURE_WORDS,
} from '@app/coverage';
import { addMonths } from '@app/platform';
import { dayCell, type List } from '../../../shell/lists/list';
import { type TrendFigure, trendFigures } from './trend-figures';
import { monthOf, type TrendsAsked } from './trends-asked';

/** A number that would be another one if the month were counted now. */
export const DIFFERENCES: List<FigureDifference> = {
  name: '書き留めた数字との違い',
  columns: [
    {
      ...{ key: 'place', heading: '範囲', isRowHeading: true },
      value: ({ unit }) => unit?.name ?? '市全体',
    },
    { key: 'figure', heading: '数字', value: ({ figure }) => figureWord(figure) },
    { key: 'then', heading: '書き留めた数', isNumber: true, value: ({ then }) => then },
    { key: 'now', heading: 'いまの記録で数えた数', isNumber: true, value: ({ now }) => now },
  ],
};

function figureWord(figure: DifferingFigure): string {
  if (figure === 'covered') return UNIT_FIGURE_WORDS.units_covered;
  if (figure === 'counting') return UNIT_FIGURE_WORDS.units;
  return isPeopleFigure(figure) ? PEOPLE_FIGURE_WORDS[figure] : figure;
}

/** One number of one place in one month. */
interface TrendLine {
  readonly row: TrendRow;
  readonly figure: TrendFigure;
  /** The same month of the year before. */
  readonly before: TrendRow | null;
}

/** Every number of the range, one a row: the figure that is asked for, or all of them. */
export function trendLines(
  rows: readonly TrendRow[],
  { from, to, figure: key }: TrendsAsked,
): readonly TrendLine[] {
  const figures = trendFigures().filter((it) => key === '' || it.key === key);
  const at = ({ isCity, code }: TrendRow, month: string) =>
    `${month} ${isCity ? 'city' : (code ?? 'none')}`;
  const known = new Map(rows.map((row) => [at(row, monthOf(row.asOf)), row]));
  return rows
    .filter(({ asOf }) => asOf >= from && asOf <= to)
    .flatMap((row) => {
      const before = known.get(at(row, monthOf(addMonths(row.asOf, -12)))) ?? null;
      return figures.map((figure) => ({ row, figure, before }));
    });
}

export const TREND_LINES: List<TrendLine> = {
  name: '月ごとの推移',
  columns: [
    {
      ...{ key: 'asOf', heading: '月の末日', isRowHeading: true },
      value: ({ row }) => dayCell(row.asOf),
    },
    { key: 'kind', heading: '範囲', value: ({ row }) => (row.isCity ? '市全体' : '部') },
    { key: 'code', heading: '部コード', value: ({ row }) => row.code },
    { key: 'name', heading: '部', value: ({ row }) => (row.isCity ? null : row.name) },
    { key: 'figure', heading: '数字', value: ({ figure }) => figure.name },
    { key: 'value', heading: '値', isNumber: true, value: ({ row, figure }) => figure.done(row) },
    { key: 'of', heading: '分母', isNumber: true, value: ({ row, figure }) => figure.of(row) },
    {
      ...{ key: 'before', heading: '前の年の同じ月の値', isNumber: true },
      value: ({ before, figure }) => (before === null ? null : figure.done(before)),
    },
    {
      ...{ key: 'beforeOf', heading: '前の年の同じ月の分母', isNumber: true },
      value: ({ before, figure }) => (before === null ? null : figure.of(before)),
    },
  ],
};
