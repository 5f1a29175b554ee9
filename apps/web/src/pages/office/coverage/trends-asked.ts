import { addMonths, formatMonth, type LocalDate } from '@app/platform';
import {
  asked as askedField,
  filterBar,
  type FilterBarView,
  selectField,
} from '../../../shell/parts/filter-bar';
import { trendFigures } from './trend-figures';

const USUAL_MONTHS = 11;

/** Which figure, and from which month to which; both are days of which something was written down. */
export interface TrendsAsked {
  /** Empty: the large figures, of the city alone. */
  readonly figure: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The month that is compared with what would be counted now. */
  readonly compare: LocalDate;
}

type TrendsQuery = Readonly<
  Partial<Record<'figure' | 'from' | 'to' | 'compare', string | undefined>>
>;

export function monthOf(day: LocalDate): string {
  return day.slice(0, 7);
}

/** The last twelve months unless others are asked for; null where nothing was written down. `days` has the newest first. */
export function trendsAsked(query: TrendsQuery, days: readonly LocalDate[]): TrendsAsked | null {
  const [newest] = days;
  if (newest === undefined) return null;
  const dayOf = (month: string | undefined) => days.find((day) => monthOf(day) === month);
  const to = dayOf(query.to) ?? newest;
  const usual = monthOf(addMonths(to, -USUAL_MONTHS));
  const first = days.findLast((day) => monthOf(day) >= usual) ?? to;
  const from = within(dayOf(query.from), days.at(-1) ?? to, to) ?? first;
  return {
    figure: trendFigures().find(({ key }) => key === query.figure)?.key ?? '',
    ...{ from, to },
    compare: within(dayOf(query.compare), from, to) ?? to,
  };
}

function within(day: LocalDate | undefined, from: LocalDate, to: LocalDate): LocalDate | null {
  return day !== undefined && day >= from && day <= to ? day : null;
}

/** The same for an address. */
export function trendsQuery({ figure, from, to }: TrendsAsked) {
  return { figure: figure || undefined, from: monthOf(from), to: monthOf(to) };
}

export function trendsFilter(
  { figure, from, to }: TrendsAsked,
  days: readonly LocalDate[],
): FilterBarView {
  const months = days.map((day) => ({ value: monthOf(day), label: formatMonth(day) }));
  const month = (label: string, name: string, value: LocalDate) => ({
    ...selectField(label, askedField(name, monthOf(value)), months),
    // There is always a month to begin with and one to end with.
    options: months,
    unasked: monthOf(value),
  });
  return filterBar(
    [
      selectField(
        '数字',
        askedField('figure', figure),
        trendFigures().map(({ key, name }) => ({ value: key, label: name })),
        'おもな数字(市全体)',
      ),
      month('はじめの月', 'from', from),
      month('おわりの月', 'to', to),
    ],
    {
      path: '/coverage/trends',
      label: '推移の絞り込み',
      kept: { from: monthOf(from), to: monthOf(to) },
      found: '',
    },
  );
}
