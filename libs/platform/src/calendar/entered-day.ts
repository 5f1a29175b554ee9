import { isLocalDate, type LocalDate } from './local-date';

/**
 * Days that anybody may send us: from the beginning of Meiji to the end of the next century. Whatever is reckoned from
 * one of them (the day after, the end of a term of ten years) stays a date of four digits that the database keeps.
 */
export const ENTERED_DAYS = { first: '1868-01-01', last: '2199-12-31' } as const satisfies Readonly<
  Record<'first' | 'last', LocalDate>
>;

/** For messages: 「1868年から2199年まで」. */
export const ENTERED_YEARS = '1868年から2199年まで';

/** A day that exists and may be reckoned with; what comes in from outside is asked this, not `isLocalDate` alone. */
export function isEnteredDay(value: unknown): value is LocalDate {
  return isLocalDate(value) && value >= ENTERED_DAYS.first && value <= ENTERED_DAYS.last;
}

/** For messages: 「2000年から2099年まで」. */
export const COUNTED_YEARS = '2000年から2099年まで';

/** Within the century that the product counts: outside of it there is no rule by which to count. */
export function isCountedDay(value: unknown): value is LocalDate {
  return isLocalDate(value) && value >= '2000-01-01' && value <= '2099-12-31';
}

/** Written as a day that is in no calendar: 2027-02-29. */
export function isNoSuchDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !isLocalDate(text);
}

/** For messages about a day that was typed and is none, or none that is reckoned with. */
export function dayProblem(text: string): string {
  return isNoSuchDay(text)
    ? `${text}という日はありません。日付を確かめてください。`
    : `${ENTERED_YEARS}の日付を入力してください。`;
}

/** Personnel systems fill the column of an end that does not exist with the last day of all: 9999/12/31 or 99999999. */
export function isEndless(text: string): boolean {
  const digits = text.normalize('NFKC').replace(/[^0-9]/g, '');
  return digits === '99991231' || digits === '99999999';
}
