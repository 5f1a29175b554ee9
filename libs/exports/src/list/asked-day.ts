import { visibleDay } from '@app/access';
import { InvalidInput, isCountedDay, isEnteredDay, type LocalDate } from '@app/platform';
import type { ListAsked } from './list-source';

/**
 * The day that an address asks for; the day on which it was asked where it names none. InvalidInput for any other day than the
 * one that was asked for: a file does not say in its place what it is not.
 */
export function askedDayOf({ actor, query, today }: ListAsked): LocalDate {
  const asked = query['asOf'] ?? '';
  if (asked === '') return today;
  if (visibleDay(actor, asked, today) !== asked) throw noSuchFile();
  return asked;
}

/** The same where figures are told: outside of the century that is counted there are none. */
export function askedCountedDayOf(asked: ListAsked): LocalDate {
  const day = asked.query['asOf'];
  if (isEnteredDay(day) && !isCountedDay(day)) throw noSuchFile();
  return askedDayOf(asked);
}

function noSuchFile(): InvalidInput {
  return new InvalidInput({
    asOf: 'この日のファイルは作れません。表示できる日付を入力してください。',
  });
}
