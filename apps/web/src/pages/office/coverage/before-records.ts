import { beforeRecordsText, type CoverageQueries, ONLY_TODAY } from '@app/coverage';
import { formatDateShort, type LocalDate } from '@app/platform';
import { breadcrumb } from '../../../shell/view-parts';

/** What stands on a page of figures instead of them: there is nothing to count on the day. */
export interface NoRecords {
  readonly text: string;
  readonly href: string;
  readonly label: string;
}

/** Null for a day that can be counted (today can, and is not asked about); `hrefOn` is the same page on another day. */
export async function noRecordsOn(
  coverage: CoverageQueries,
  { asOf, today }: { readonly asOf: LocalDate; readonly today: LocalDate },
  hrefOn: (day: LocalDate) => string,
): Promise<NoRecords | null> {
  if (asOf >= today) return null;
  const first = await coverage.recordsFrom();
  if (first === null || asOf >= first) return null;
  return {
    text: beforeRecordsText(asOf, first),
    href: hrefOn(first),
    label: `${formatDateShort(first)}の状況を見る`,
  };
}

interface Days {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
}

/** Of every day that has passed, what stands instead of what people lack: what they lacked then was written down nowhere. */
export function notToldOfPast(
  { asOf, today }: Days,
  hrefOn: (day: LocalDate) => string,
): NoRecords | null {
  if (asOf >= today) return null;
  return { text: ONLY_TODAY, href: hrefOn(today), label: '今日の一覧を見る' };
}

/** A page of figures without figures. */
export function noRecordsView(title: string, asOf: LocalDate, noRecords: NoRecords) {
  return {
    title,
    breadcrumb: breadcrumb([title]),
    asOf,
    asOfText: formatDateShort(asOf),
    noRecords,
  };
}
