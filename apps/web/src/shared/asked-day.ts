import { visibleDay } from '@app/access';
import {
  COUNTED_YEARS,
  InvalidInput,
  isCountedDay,
  isEnteredDay,
  type LocalDate,
} from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../shell/http';
import { dayRefusal } from './visible-day.rules';

/** The day of a page that takes `asOf`, and why it is not the one that was asked for: for the date field (as-of-field.hbs). */
export interface AskedDay {
  readonly asOf: LocalDate;
  /** Empty when the day that was asked for is shown. */
  readonly asOfError: string;
}

const TODAY_INSTEAD = '今日の状況を表示しています。';

/** A page has a date field that says why it is of another day; a file has none, and would be taken for what was asked. */
const FILE = /\.[a-z0-9]+$/i;

/**
 * Every page that takes `asOf` reads it here, so that none answers for another day without saying so. InvalidInput where a file
 * was asked for.
 */
export function askedDay(request: PageRequest, today: LocalDate): AskedDay {
  const asked = queryText(request, 'asOf');
  const actor = actorOf(request);
  const asOf = visibleDay(actor, asked, today);
  return { asOf, asOfError: refused(request, dayRefusal(actor, asked, today)) };
}

/** The same where figures are told: outside of the century that the product counts there is no rule by which to count. */
export function askedCountedDay(request: PageRequest, today: LocalDate): AskedDay {
  const asked = queryText(request, 'asOf');
  if (!isEnteredDay(asked) || isCountedDay(asked)) return askedDay(request, today);
  const reason = `この日は表示できません。${COUNTED_YEARS}の日付を入力してください。`;
  return { asOf: today, asOfError: refused(request, reason) };
}

function refused({ path }: PageRequest, reason: string): string {
  if (reason === '') return '';
  if (FILE.test(path)) throw new InvalidInput({ asOf: reason });
  return `${reason}${TODAY_INSTEAD}`;
}
