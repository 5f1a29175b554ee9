import type { LocalDate } from '@app/platform';
import {
  joinEnrollments,
  joinExemptions,
  type OwnedEnrollment,
  type OwnedExemption,
} from './joined-learning.rules';

const PAIR = { personId: 'given-up', joinedTo: 'kept' };

const enrollment = (
  id: string,
  personId: string,
  completed: string | null,
  cycle = 2026,
): OwnedEnrollment => ({
  ...{ id, personId, courseId: 'security', cycle },
  completedAt: completed === null ? null : new Date(completed),
});
const exemption = (
  id: string,
  personId: string,
  validFrom: LocalDate,
  validTo: LocalDate | null = null,
): OwnedExemption => ({ id, personId, courseId: 'security', cycle: 2026, validFrom, validTo });

describe('Learning of two numbers', () => {
  const shown = (...rows: readonly OwnedEnrollment[]) => {
    const { moved, left } = joinEnrollments(rows, PAIR);
    return [moved.map(({ row, to }) => `${row.id} → ${to}`), left.map((row) => row.id)];
  };

  it('goes to the person who is kept, each cycle by itself', () => {
    const last = enrollment('a', 'given-up', '2026-03-01', 2025);
    expect(shown(last, enrollment('b', 'kept', null))).toEqual([['a → kept'], []]);
  });

  it('of one cycle what is finished stands, and of two finished ones the first', () => {
    const done = enrollment('a', 'given-up', '2026-06-01');
    expect(shown(done, enrollment('b', 'kept', null))).toEqual([
      ['a → kept', 'b → given-up'],
      ['b'],
    ]);
    expect(shown(done, enrollment('b', 'kept', '2026-07-01'))[0]).toHaveLength(2);
    expect(shown(done, enrollment('b', 'kept', '2026-05-01'))).toEqual([[], ['a']]);
    expect(shown(enrollment('a', 'given-up', null), enrollment('b', 'kept', null))).toEqual([
      [],
      ['a'],
    ]);
  });

  it('is let off on all days on which either was, and no day is said twice', () => {
    const days = (...rows: readonly OwnedExemption[]) =>
      joinExemptions(rows, PAIR).copies.map(({ changes }) => [
        changes.valid_from,
        changes.valid_to,
      ]);
    const own = exemption('b', 'kept', '2026-06-01', '2026-07-01');
    expect(days(exemption('a', 'given-up', '2026-05-01'), own)).toEqual([
      ['2026-05-01', '2026-06-01'],
      ['2026-07-01', null],
    ]);
    expect(days(exemption('a', 'given-up', '2026-06-05', '2026-06-10'), own)).toEqual([]);
    expect(days(exemption('a', 'given-up', '2026-08-01'), own)).toEqual([['2026-08-01', null]]);
    expect(joinExemptions([exemption('a', 'given-up', '2026-06-05'), own], PAIR).end).toEqual([
      'a',
    ]);
  });
});
