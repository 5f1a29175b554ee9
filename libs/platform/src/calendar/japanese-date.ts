import { localDateOf } from '../clock/clock';
import { dateOfParts, datePartsOf, dayOfWeek, type LocalDate, toLocalDate } from './local-date';

interface Era {
  readonly name: string;
  readonly letter: string;
  readonly firstDay: LocalDate;
}

/** What systems write behind a day that has no time: 0:00, 00:00:00, T00:00:00.000. */
const MIDNIGHT = /^(.*\d日?)(?:\s+|T)0{1,2}:00(?::00(?:\.0+)?)?\s*$/;

const WEEKDAYS = '日月火水木金土';

/** Newest first; an era lasts until the day before the next one begins. */
const ERAS: readonly Era[] = [
  { name: '令和', letter: 'R', firstDay: '2019-05-01' },
  { name: '平成', letter: 'H', firstDay: '1989-01-08' },
  { name: '昭和', letter: 'S', firstDay: '1926-12-25' },
  { name: '大正', letter: 'T', firstDay: '1912-07-30' },
  { name: '明治', letter: 'M', firstDay: '1868-01-25' },
];

/** 令和8年11月22日(日) */
export function formatDate(date: LocalDate): string {
  return `${formatDateShort(date)}(${WEEKDAYS.charAt(dayOfWeek(date))})`;
}

/** 令和8年11月 */
export function formatMonth(date: LocalDate): string {
  return `${formatYear(date)}${String(datePartsOf(date).month)}月`;
}

/** 令和8年11月22日: without the day of the week, for ranges, terms and tables. */
export function formatDateShort(date: LocalDate): string {
  const { month, day } = datePartsOf(date);
  return `${formatYear(date)}${String(month)}月${String(day)}日`;
}

/** 令和8年11月22日(日)10時42分, as clocks in Tokyo show it. */
export function formatDateTime(instant: Date): string {
  const date = localDateOf(instant);
  const minutes = Math.floor((instant.getTime() - Date.parse(`${date}T00:00+09:00`)) / 60_000);
  return `${formatDate(date)}${String(Math.floor(minutes / 60))}時${String(minutes % 60)}分`;
}

/** 10:42, as clocks in Tokyo show it. */
export function formatTime(instant: Date): string {
  const minutes = Math.floor(
    (instant.getTime() - Date.parse(`${localDateOf(instant)}T00:00+09:00`)) / 60_000,
  );
  return `${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
}

/** 令和8年度: for remarks on a line, where years stand in full elsewhere on the page. */
export function formatFiscalYearShort(fiscalYear: number): string {
  return `${formatYear(toLocalDate(`${String(fiscalYear).padStart(4, '0')}-12-31`))}度`;
}

/** 令和8年度(2026年度). The era is the one in force at the end of the first calendar year. */
export function formatFiscalYear(fiscalYear: number): string {
  return `${formatFiscalYearShort(fiscalYear)}(${String(fiscalYear)}年度)`;
}

/** 令和8年4月1日〜令和9年3月31日; both days belong to the range, null leaves that side open. */
export function formatRange(from: LocalDate | null, to: LocalDate | null): string {
  const text = (date: LocalDate | null): string => (date === null ? '' : formatDateShort(date));
  return `${text(from)}〜${text(to)}`;
}

/**
 * Reads the notations met in the files of city halls: 2026/4/1, 2026-04-01, 2026.4.1, 20260401,
 * 2026年4月1日, 令和8年4月1日, R8.4.1, H31/4/1, full width or not, 元年, a day of the week behind, midnight
 * behind (2026/4/1 0:00:00), and the codes of eras: R080401, 5080401 (5 is 令和, 1 明治).
 * Null for anything else, for days that do not exist and for days outside the era they name.
 */
export function parseJapaneseDate(text: string): LocalDate | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[‐‑–—―−ー]/g, '-')
    .replace(MIDNIGHT, '$1')
    .replace(/\s+/g, '');
  const [, body = plain, weekday] = /^(.*)\(([日月火水木金土])\)$/.exec(plain) ?? [];
  const date = parseGregorian(body) ?? parseEraDate(body);
  if (date === null || weekday === undefined) return date;
  return WEEKDAYS.charAt(dayOfWeek(date)) === weekday ? date : null;
}

function formatYear(date: LocalDate): string {
  const { year } = datePartsOf(date);
  const era = eraOf(date);
  if (era === undefined) return `${String(year)}年`;
  const yearOfEra = year - datePartsOf(era.firstDay).year + 1;
  return `${era.name}${yearOfEra === 1 ? '元' : String(yearOfEra)}年`;
}

function eraOf(date: LocalDate): Era | undefined {
  return ERAS.find((era) => era.firstDay <= date);
}

function parseGregorian(text: string): LocalDate | null {
  const match =
    /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/.exec(text) ??
    /^(?<year>\d{4})(?<separator>[/.-])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})$/.exec(text) ??
    /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日$/.exec(text);
  if (match === null) return null;
  return dateOfParts({
    year: Number(match.groups?.['year']),
    month: Number(match.groups?.['month']),
    day: Number(match.groups?.['day']),
  });
}

function matchEraDate(text: string): RegExpExecArray | null {
  return (
    /^(?<era>[RHSTM1-5])(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})$/i.exec(text) ??
    /^(?<era>令和|平成|昭和|大正|明治|[RHSTM令平昭大明])(?<year>\d{1,2}|元)年(?<month>\d{1,2})月(?<day>\d{1,2})日$/i.exec(
      text,
    ) ??
    /^(?<era>令和|平成|昭和|大正|明治|[RHSTM令平昭大明])(?<year>\d{1,2}|元)(?<separator>[/.-])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})$/i.exec(
      text,
    )
  );
}

function parseEraDate(text: string): LocalDate | null {
  const match = matchEraDate(text);
  const groups = match?.groups ?? {};
  const era = findEra(groups['era']);
  if (!era) return null;
  const yearOfEra = Number(groups['year']?.replace('元', '1'));
  const date = dateOfParts({
    year: datePartsOf(era.firstDay).year + yearOfEra - 1,
    month: Number(groups['month']),
    day: Number(groups['day']),
  });
  return date && eraOf(date) === era ? date : null;
}

function findEra(name: string | undefined) {
  if (name === undefined) return undefined;
  const numbered = /^[1-5]$/.test(name) ? ERAS.at(-Number(name)) : undefined;
  return (
    numbered ?? ERAS.find((it) => it.letter === name.toUpperCase() || it.name.startsWith(name))
  );
}
