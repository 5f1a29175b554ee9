import type { LocalDate } from '@app/platform';
import { type HeldPeriod, heldTogether, joinAppointments } from './joined-appointments.rules';

const PAIR = { personId: 'given-up', joinedTo: 'kept' };

const period = (
  rowId: string,
  personId: string,
  [validFrom, validTo]: readonly [LocalDate, LocalDate],
  facts: Partial<HeldPeriod> = {},
): HeldPeriod => ({ rowId, id: rowId, personId, role: 'leader', validFrom, validTo, ...facts });

const shown = (rows: readonly HeldPeriod[]) => {
  const { moved, left } = joinAppointments(rows, PAIR);
  return {
    moved: moved.map(({ row, to }) => `${row.rowId} → ${to}`),
    left: left.map((row) => row.rowId),
  };
};

describe('Roles of two numbers', () => {
  it('go to the person who is kept, one after the other', () => {
    const rows = [
      period('a', 'given-up', ['2024-04-01', '2026-04-01']),
      period('b', 'kept', ['2026-04-01', '2028-04-01']),
    ];
    expect(shown(rows)).toEqual({ moved: ['a → kept'], left: [] });
  });

  it('of two on the same days the one that lasts longer stands, of equals the one that is there', () => {
    const kept = period('b', 'kept', ['2026-04-01', '2027-04-01']);
    const longer = period('a', 'given-up', ['2026-04-01', '2028-04-01']);
    expect(shown([longer, kept])).toEqual({ moved: ['a → kept', 'b → given-up'], left: ['b'] });
    const equal = period('a', 'given-up', ['2026-04-01', '2027-04-01']);
    expect(shown([equal, kept])).toEqual({ moved: [], left: ['a'] });
  });

  it('are told apart by the role, and an appointment of two times in office stays whole', () => {
    const kept = period('b', 'kept', ['2026-04-01', '2028-04-01']);
    const supporter = period('a', 'given-up', ['2026-04-01', '2028-04-01'], { role: 'supporter' });
    expect(shown([supporter, kept]).moved).toEqual(['a → kept']);
    const twice = [
      period('a1', 'given-up', ['2024-04-01', '2025-04-01'], { id: 'a' }),
      period('a2', 'given-up', ['2026-04-01', '2027-04-01'], { id: 'a' }),
    ];
    expect(shown([...twice, kept])).toEqual({ moved: [], left: ['a1', 'a2'] });
  });

  it('that are held alone are named where both would be held at once from today on', () => {
    const lone = [
      { role: 'leader', validFrom: '2020-04-01' as LocalDate, together: true },
      { role: 'mentor', validFrom: '2020-04-01' as LocalDate, together: false },
    ];
    const leader = period('a', 'given-up', ['2026-04-01', '2027-04-01']);
    const mentor = period('b', 'kept', ['2026-10-01', '2028-04-01'], { role: 'mentor' });
    const pairs = (rows: readonly HeldPeriod[], on: LocalDate = '2026-11-16') =>
      heldTogether(rows, lone, on).map((pair) => pair.map(({ rowId }) => rowId));
    expect(pairs([leader, mentor])).toEqual([['a', 'b']]);
    expect(pairs([leader, mentor], '2027-04-01')).toEqual([]);
    expect(pairs([leader, { ...mentor, validFrom: '2027-04-01' }])).toEqual([]);
    expect(pairs([leader, { ...mentor, role: 'supporter' }])).toEqual([]);
    expect(pairs([leader, { ...mentor, personId: 'given-up' }])).toEqual([]);
  });
});
