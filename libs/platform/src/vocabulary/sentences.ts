import { fiscalYearOf } from '../calendar/fiscal-year';
import { formatDate } from '../calendar/japanese-date';
import { addMonths, diffDays, type LocalDate } from '../calendar/local-date';
import type { OfficeCalendar } from '../calendar/office-holidays';
import { words } from './words';

/** 1,234: with separators, as figures are read. */
export function numberText(value: number): string {
  return value.toLocaleString('ja-JP');
}

/** 「3名」「10問」: a number never stands without its counter word. */
export function count(value: number, counter: string): string {
  return numberText(value) + counter;
}

export const people = (value: number) => count(value, '名');
export const things = (value: number) => count(value, '件');
export const questions = (value: number) => count(value, '問');
export const units = (value: number) => count(value, words.unit);
export const courses = (value: number) => count(value, words.course);

/** 「必修の未修了は3名です。」, and for nobody 「必修の未修了はいません。」 */
export function peopleSentence(subject: string, value: number): string {
  return value === 0 ? `${subject}はいません。` : `${subject}は${people(value)}です。`;
}

/** 「確認を待っている報告は3件です。」, and for none 「確認を待っている報告はありません。」 */
export function thingsSentence(subject: string, value: number, counter = '件'): string {
  return value === 0 ? `${subject}はありません。` : `${subject}は${count(value, counter)}です。`;
}

/** 「10課のうち3課」; 「10課すべて」 when none is missing. `whole` is not 0. */
export function partOf(part: number, whole: number, counter: string): string {
  if (part === whole) return whole === 1 ? count(1, counter) : `${count(whole, counter)}すべて`;
  return `${count(whole, counter)}のうち${count(part, counter)}`;
}

/** 「財政課、税務課、市民課ほか2課」; 「なし」 for an empty list. */
export function listText(items: readonly string[], counter = '件', atMost = 3): string {
  if (items.length === 0) return 'なし';
  // One that would stand alone behind 「ほか」 is named instead.
  if (items.length <= atMost + 1) return items.join('、');
  return `${items.slice(0, atMost).join('、')}ほか${count(items.length - atMost, counter)}`;
}

/** 「11月27日(金)」 within the fiscal year of today, else with its year. */
export function dayText(day: LocalDate, today: LocalDate): string {
  const full = formatDate(day);
  return fiscalYearOf(day) === fiscalYearOf(today) ? full.replace(/^\D+(?:\d+|元)年/, '') : full;
}

/** 「4年4か月」「3か月」「45日」: how long it is from one day to a later one, in the unit in which people count. */
export function spanText(from: LocalDate, to: LocalDate): string {
  const months = wholeMonths(from, to);
  if (months < 2) return `${numberText(diffDays(from, to))}日`;
  const years = Math.floor(months / 12);
  const rest = months % 12;
  if (years === 0) return `${String(rest)}か月`;
  return rest === 0 ? `${String(years)}年` : `${String(years)}年${String(rest)}か月`;
}

function wholeMonths(from: LocalDate, to: LocalDate): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months += 1;
  return months;
}

/** A day on which something is due, seen from today. */
export interface Due {
  readonly dueOn: LocalDate;
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

/** A deadline on a closed day holds until the next office day. */
export function isOver({ dueOn, today, calendar }: Due): boolean {
  return calendar.effectiveDueDate(dueOn) < today;
}

/** What is further away than this is told in months: nobody plans by 217 office days. */
const MOST_OFFICE_DAYS = 60;

/** 「あと5開庁日」「あと10か月」「本日まで」; 「3開庁日超過」 once it is over, and 「期限超過」 before an office day has been missed. */
export function remainingText({ dueOn, today, calendar }: Due): string {
  const effective = calendar.effectiveDueDate(dueOn);
  if (today === effective) return '本日まで';
  if (today < effective) {
    const days = calendar.officeDaysBetween(today, effective);
    return days > MOST_OFFICE_DAYS
      ? `あと${spanText(today, effective)}`
      : `あと${numberText(days)}開庁日`;
  }
  const exceeded = calendar.officeDaysBetween(effective, today);
  return exceeded === 0 ? '期限超過' : `${numberText(exceeded)}開庁日超過`;
}

/** 「11月27日(金)」; 「10月31日(土)(翌開庁日の11月2日(月)まで有効)」 for a day on which the office is closed. */
export function dueDay({ dueOn, today, calendar }: Due): string {
  const effective = calendar.effectiveDueDate(dueOn);
  const day = dayText(dueOn, today);
  return effective === dueOn ? day : `${day}(翌開庁日の${dayText(effective, today)}まで有効)`;
}

/** 「期限は11月27日(金)です」「期限は本日です」「期限は11月27日(金)でした」, without a full stop. */
export function dueClause(due: Due, subject = '期限'): string {
  const effective = due.calendar.effectiveDueDate(due.dueOn);
  if (effective === due.today) return `${subject}は本日です`;
  return isOver(due)
    ? `${subject}は${dayText(due.dueOn, due.today)}でした`
    : `${subject}は${dueDay(due)}です`;
}

/** The whole sentence: 「期限は11月27日(金)です。あと5開庁日です。」「期限は11月27日(金)でした。いまからでも受講できます。」 */
export function dueSentence(due: Due, subject = '期限'): string {
  const clause = dueClause(due, subject);
  if (isOver(due)) return `${clause}。いまからでも受講できます。`;
  const isToday = due.calendar.effectiveDueDate(due.dueOn) === due.today;
  return isToday ? `${clause}。` : `${clause}。${remainingText(due)}です。`;
}

export type Tense = 'past' | 'present' | 'future';

export function tenseOf(day: LocalDate, today: LocalDate): Tense {
  if (day === today) return 'present';
  return day < today ? 'past' : 'future';
}

/** Says of a day ahead that it is only what today's records lead to. */
export const AS_REGISTERED = '今の登録のまま進んだ場合、';

/**
 * A sentence about how things stand on a day: 「…です」 today, 「…でした」 of a day that is over, and of a day ahead only
 * under the condition that nothing else is registered. `is` and `was` are the two endings of the same sentence.
 */
export function sentenceAsOf(
  { asOf, today }: { readonly asOf: LocalDate; readonly today: LocalDate },
  body: string,
  [is, was]: readonly [string, string] = ['です', 'でした'],
): string {
  switch (tenseOf(asOf, today)) {
    case 'past':
      return `${body}${was}。`;
    case 'present':
      return `${body}${is}。`;
    case 'future':
      return `${AS_REGISTERED}${body}${is}。`;
  }
}
