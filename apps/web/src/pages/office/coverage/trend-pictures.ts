import type { TrendRow } from '@app/coverage';
import { addMonths, formatMonth, type LocalDate } from '@app/platform';
import type { FigureView } from '../../../shell/parts/figures/figure';
import { type DayCount, steps } from '../../../shell/parts/figures/steps';
import type { TrendFigure } from './trend-figures';
import { monthOf, type TrendsAsked } from './trends-asked';

/** Of one month there is no course. */
export const FEWEST_MONTHS = 2;

interface PictureFrame extends Pick<TrendsAsked, 'from' | 'to'> {
  readonly name: string;
}

interface Point {
  readonly row: TrendRow;
  /** The same month of the year before. */
  readonly before: TrendRow | null;
}

/** One figure of one place month by month, with the year before; null: too few months. */
export function trendPicture(
  figure: TrendFigure,
  rows: readonly TrendRow[],
  { from, to, name }: PictureFrame,
): FigureView | null {
  const points = rows
    .filter(({ asOf }) => asOf >= from && asOf <= to)
    .map((row) => ({ row, before: yearBefore(rows, row.asOf) }));
  const [first, last] = [points[0], points.at(-1)];
  const actual = countsOf(points, figure, 'row');
  if (first === undefined || last === undefined || actual.length < FEWEST_MONTHS) return null;
  const { code, isCity } = first.row;
  return steps(
    {
      id: `trend-${figure.key}-${code ?? (isCity ? 'city' : 'none')}`,
      sentence: `${name}の${figure.name}は、${formatMonth(first.row.asOf)}の末に${figure.text(first.row)}、${formatMonth(last.row.asOf)}の末に${figure.text(last.row)}です。`,
      caption: `${name}の${figure.name}`,
      table: {
        headings: ['月の末', figure.name, '前の年の同じ月'],
        rows: points
          .toReversed()
          .map(({ row, before }) => [
            formatMonth(row.asOf),
            figure.text(row),
            before === null ? '―' : figure.text(before),
          ]),
      },
    },
    {
      ...{ from: first.row.asOf, until: last.row.asOf, actual },
      before: countsOf(points, figure, 'before'),
      ...{ target: null, needed: [], unit: figure.unit },
      ticks: points.map(({ row }) => ({
        day: row.asOf,
        text: `${String(Number(row.asOf.slice(5, 7)))}月`,
      })),
    },
  );
}

function yearBefore(rows: readonly TrendRow[], day: LocalDate): TrendRow | null {
  const month = monthOf(addMonths(day, -12));
  return rows.find(({ asOf }) => monthOf(asOf) === month) ?? null;
}

/** On the days of this year, whichever of the two is drawn. */
function countsOf(
  points: readonly Point[],
  figure: TrendFigure,
  of: 'row' | 'before',
): readonly DayCount[] {
  return points.flatMap((point): DayCount[] => {
    const row = point[of];
    const count = row === null ? null : figure.value(row);
    const day: LocalDate = point.row.asOf;
    return count === null ? [] : [{ day, count }];
  });
}
