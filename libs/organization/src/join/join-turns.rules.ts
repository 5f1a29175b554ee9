import { isDeepStrictEqual } from 'node:util';
import { addDays, type LocalDate, minDate } from '@app/platform';
import type { BasePerson } from '../import/base-state';
import { type Dated, earlier } from '../import/timeline.rules';
import { FIRST_DAY } from '../person/person.rules';

/** Under which of the two numbers the one human being stood: from the day on until the next turn. */
export interface Turn {
  readonly from: LocalDate;
  readonly who: 'kept' | 'other';
}

interface Stay {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/**
 * On each day the facts of that number hold under which the person was employed; where both were, those of the later
 * stay, for the new number is the one that HR uses since. Between two stays the former one is still the last word.
 */
export function turnsOf(kept: BasePerson, other: BasePerson): readonly Turn[] {
  const stays = { kept: staysOf(kept), other: staysOf(other) };
  const days = [...stays.kept, ...stays.other].flatMap(({ from, to }) =>
    to === null ? [from] : [from, to],
  );
  const turns: Turn[] = [];
  for (const day of [...new Set(days)].sort()) {
    const who = holderOn(day, stays) ?? turns.at(-1)?.who ?? 'kept';
    if (turns.at(-1)?.who !== who) turns.push({ from: turns.length === 0 ? FIRST_DAY : day, who });
  }
  return turns.length > 0 ? turns : [{ from: FIRST_DAY, who: 'kept' }];
}

/** The parts of the rows that fall into the turns of their owner. */
export function inTurn<Value>(
  rows: readonly Dated<Value>[],
  turns: readonly Turn[],
  who: Turn['who'],
): readonly Dated<Value>[] {
  return turns.flatMap((turn, place) => {
    if (turn.who !== who) return [];
    const until = turns[place + 1]?.from ?? null;
    return rows.flatMap((row): Dated<Value>[] => {
      const from = row.from > turn.from ? row.from : turn.from;
      const to = earlier(row.to, until);
      return to !== null && to <= from ? [] : [{ ...row, from, to }];
    });
  });
}

/** The days on which both numbers were at work, as stretches; for the words. */
export function overlapsOf(kept: BasePerson, other: BasePerson): readonly Stay[] {
  return staysOf(kept).flatMap((one) =>
    staysOf(other).flatMap((two): Stay[] => {
      const from = one.from > two.from ? one.from : two.from;
      const to = earlier(one.to, two.to);
      return to !== null && to <= from ? [] : [{ from, to }];
    }),
  );
}

/** A number that is no turn's keeps a day of its own before all others, so that it is still found. */
export function withEveryNumber(
  rows: readonly Dated<string>[],
  all: readonly Dated<string>[],
): readonly Dated<string>[] {
  const ordered = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1));
  const lost = all.filter(
    (row, place) =>
      !rows.some(({ value }) => value === row.value) &&
      all.findIndex(({ value }) => value === row.value) === place,
  );
  const days = lost.map((row, place) => {
    const from = addDays(FIRST_DAY, place);
    return { ...row, from, to: addDays(from, 1) };
  });
  const begin = addDays(FIRST_DAY, lost.length);
  return [
    ...days,
    ...ordered.map((row, place) =>
      place === 0 && row.from < begin ? { ...row, from: begin } : row,
    ),
  ];
}

/** Employments that follow each other without a gap are one stay. */
function staysOf({ employments, postings }: BasePerson): readonly Stay[] {
  const ordered = [...employments].sort((a, b) => (a.from < b.from ? -1 : 1));
  const stays = ordered.reduce<Stay[]>((found, { from, to }) => {
    const last = found.at(-1);
    if (last?.to !== from) return [...found, { from, to }];
    return [...found.slice(0, -1), { from: last.from, to }];
  }, []);
  return stays.map((stay) => ({ ...stay, from: presenceFrom(stay, postings) }));
}

/** HR gives the day of the very first hire also for somebody who begins anew: what counts is the first post we know. */
function presenceFrom({ from, to }: Stay, postings: BasePerson['postings']): LocalDate {
  const [first, ...others] = postings.map((row) => row.from);
  if (first === undefined) return from;
  const known = minDate(first, ...others);
  return known > from && (to === null || known < to) ? known : from;
}

function holderOn(
  day: LocalDate,
  stays: Readonly<Record<Turn['who'], readonly Stay[]>>,
): Turn['who'] | null {
  const stayOn = (who: Turn['who']) =>
    stays[who].find(({ from, to }) => from <= day && (to === null || to > day));
  const [kept, other] = [stayOn('kept'), stayOn('other')];
  if (!kept || !other) return kept ? 'kept' : other ? 'other' : null;
  return other.from > kept.from ? 'other' : 'kept';
}

/** Whether a row stays as it is. */
export function isSameRow(a: Dated<unknown>, b: Dated<unknown>): boolean {
  return a.id === b.id && a.from === b.from && a.to === b.to && isDeepStrictEqual(a.value, b.value);
}
