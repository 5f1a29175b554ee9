import { fromDayNumber, isLocalDate, type LocalDate } from './local-date';

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

/** Said of a day outside of them, wherever somebody orders or reports one: in a form and in a list. */
export const NOT_COUNTED = `${COUNTED_YEARS}の日を入力してください。年の入力を確かめてください。`;

/** Within the century that the product counts: outside of it there is no rule by which to count. */
export function isCountedDay(value: unknown): value is LocalDate {
  return isLocalDate(value) && value >= '2000-01-01' && value <= '2099-12-31';
}

/** A day that a field reads aloud in years of an era: births and validities, and no slip of the pen. */
export function isReadDay(value: unknown): value is LocalDate {
  return isLocalDate(value) && value >= '1900-01-01' && value <= '2099-12-31';
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

/** The days without end, written in digits alone: with years of four digits, as codes of eras, as nothing at all. */
const ENDLESS_DIGITS = /^(?:9999(?:1231|9999|0331)|[5R]99(?:1231|9999|0331)|0{6,8}|0)$/;
const ENDLESS_ERA = /^(?:令和|令|R)99[年./-]/;
const ENDLESS_WORDS = /^(?:9{6,7}|なし|無し|無期限|期限なし|終わりなし|-+)$/;

/**
 * Personnel systems fill the column of an end that does not exist with the last day of all (9999/12/31, 99999999, 令和99年,
 * 5991231), with zeros, or with a word for none.
 */
export function isEndless(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+0{1,2}:00(?::00)?$/, '')
    .replace(/[\s‐‑–—―−ー]/g, (sign) => (/\s/.test(sign) ? '' : '-'))
    .toUpperCase();
  const digits = plain.replace(/[年月日./-]/g, '');
  return ENDLESS_DIGITS.test(digits) || ENDLESS_ERA.test(plain) || ENDLESS_WORDS.test(plain);
}

/** 1 January 1970 as spreadsheets count days from the end of 1899. */
const SERIAL_OF_1970 = 25_569;
const SERIAL = /^\d{5}(?:\.0+)?$/;
const ENDLESS_SERIAL = /^2958(?:465|190)(?:\.0+)?$/;

/** The day that a spreadsheet means by a number of five digits (1927–2173); null for anything else. */
export function dayOfSerial(text: string): LocalDate | null {
  const plain = text.normalize('NFKC').trim();
  if (!SERIAL.test(plain)) return null;
  const days = Number.parseInt(plain, 10) - SERIAL_OF_1970;
  return days < 10_000 - SERIAL_OF_1970 ? null : fromDayNumber(days);
}

/** 9999/12/31, or the last 31 March, as spreadsheets count days. */
export function isEndlessSerial(text: string): boolean {
  return ENDLESS_SERIAL.test(text.normalize('NFKC').trim());
}
