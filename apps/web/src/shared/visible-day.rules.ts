import { type Actor, seesAllUnits, visibleDay } from '@app/access';
import {
  dayProblem,
  formatDateShort,
  isEnteredDay,
  type LocalDate,
  sentenceAsOf,
} from '@app/platform';

/** Why nothing is told of the day that was asked for; empty when it is, or when none was asked for. */
export function dayRefusal(actor: Actor, asked: string | undefined, today: LocalDate): string {
  if (asked === undefined || asked === '') return '';
  if (!isEnteredDay(asked)) return `この日は表示できません。${dayProblem(asked)}`;
  if (visibleDay(actor, asked, today) === asked) return '';
  return '公表前の人事異動を含むため、先の日は表示できません。';
}

/**
 * The day of which people may be told by name: for the head of a unit today and no other, since privacy follows the post
 * in time. Of other days a head sees sums.
 */
export function namedDay(actor: Actor, asked: LocalDate, today: LocalDate): LocalDate {
  return seesAllUnits(actor) ? asked : today;
}

/** The day a page is about, and today, from which it is seen. */
export interface SeenDay {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
}

/** 「令和8年11月16日現在、…です。」: of a day that is over 「でした」, of one ahead only as things are registered now. */
export function asOfSentence(day: SeenDay, body: string, endings?: readonly [string, string]) {
  return sentenceAsOf(day, `${formatDateShort(day.asOf)}現在、${body}`, endings);
}
