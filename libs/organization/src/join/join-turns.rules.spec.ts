import type { LocalDate } from '@app/platform';
import type { BasePerson } from '../import/base-state';
import type { Dated } from '../import/timeline.rules';
import { inTurn, overlapsOf, turnsOf, withEveryNumber } from './join-turns.rules';

type Days = readonly [from: LocalDate, to: LocalDate | null];

const rows = <Value>(value: Value, ...days: readonly Days[]): readonly Dated<Value>[] =>
  days.map(([from, to]) => ({ id: `${from} ${to ?? ''}`, from, to, value }));
const person = (employed: readonly Days[], posted: readonly Days[] = employed): BasePerson => ({
  id: 'p',
  staffNumber: '1',
  numbers: [],
  details: [],
  employments: rows('regular', ...employed),
  statuses: [],
  postings: rows(
    { unitId: 'u', kind: 'primary', title: '', isManagerial: false } as const,
    ...posted,
  ),
});
const shown = (kept: BasePerson, other: BasePerson) =>
  turnsOf(kept, other).map(({ from, who }) => `${from} ${who}`);

describe('The turns of two numbers', () => {
  it('follow the employments: the new number from its first day on, whoever is kept', () => {
    const former = person([['2000-04-01', '2027-04-01']]);
    const later = person([['2027-04-01', null]]);
    expect(shown(former, later)).toEqual(['0001-01-01 kept', '2027-04-01 other']);
    expect(shown(later, former)).toEqual(['0001-01-01 other', '2027-04-01 kept']);
  });

  it('are the later one’s where both were at work, and the former one’s again when it is over', () => {
    const former = person([['2000-04-01', null]]);
    const later = person([['2025-04-01', '2026-04-01']]);
    expect(shown(former, later)).toEqual([
      '0001-01-01 kept',
      '2025-04-01 other',
      '2026-04-01 kept',
    ]);
    expect(overlapsOf(former, later)).toEqual([{ from: '2025-04-01', to: '2026-04-01' }]);
  });

  it('keep the former one between two stays', () => {
    const former = person([['2000-04-01', '2010-04-01']]);
    const later = person([['2020-04-01', null]]);
    expect(shown(former, later)).toEqual(['0001-01-01 kept', '2020-04-01 other']);
    expect(overlapsOf(former, later)).toEqual([]);
  });

  it('begin with the first post we know where HR gives the day of the very first hire', () => {
    const former = person([['1990-04-01', '2027-04-01']], [['2026-04-01', '2027-04-01']]);
    const later = person([['1990-04-01', null]], [['2027-04-01', null]]);
    expect(shown(former, later)).toEqual(['0001-01-01 kept', '2027-04-01 other']);
    expect(overlapsOf(former, later)).toEqual([]);
  });

  it('do not change when only the kind of employment does', () => {
    const former = person([
      ['2000-04-01', '2026-04-01'],
      ['2026-04-01', null],
    ]);
    const later = person([['2025-04-01', null]]);
    expect(shown(former, later)).toEqual(['0001-01-01 kept', '2025-04-01 other']);
  });

  it('are those of who is kept when both begin on one day, or nothing is known', () => {
    const one = person([['2020-04-01', null]]);
    expect(shown(one, one)).toEqual(['0001-01-01 kept']);
    expect(shown(person([]), person([]))).toEqual(['0001-01-01 kept']);
  });

  it('cut the rows of each to their owner’s turns', () => {
    const turns = [
      { from: '0001-01-01', who: 'kept' },
      { from: '2025-04-01', who: 'other' },
      { from: '2026-04-01', who: 'kept' },
    ] as const;
    const days = (found: readonly Dated<string>[]) => found.map(({ from, to }) => [from, to]);
    expect(days(inTurn(rows('x', ['2020-04-01', null]), turns, 'kept'))).toEqual([
      ['2020-04-01', '2025-04-01'],
      ['2026-04-01', null],
    ]);
    expect(days(inTurn(rows('x', ['2020-04-01', '2025-10-01']), turns, 'other'))).toEqual([
      ['2025-04-01', '2025-10-01'],
    ]);
    expect(days(inTurn(rows('x', ['2026-05-01', null]), turns, 'other'))).toEqual([]);
  });

  it('lose no number: one without a day of its own stands before all others', () => {
    const own = rows('1', ['0001-01-01', null]);
    const lost = rows('2', ['0001-01-01', null]);
    expect(
      withEveryNumber(own, [...own, ...lost]).map(({ value, from, to }) => [value, from, to]),
    ).toEqual([
      ['2', '0001-01-01', '0001-01-02'],
      ['1', '0001-01-02', null],
    ]);
    expect(withEveryNumber(own, own)).toEqual(own);
  });
});
