import fc from 'fast-check';
import { addDays, fromDayNumber, toLocalDate } from './local-date';
import { endOfMonthBefore, lastDayOfPeriod } from './periods';

describe('lastDayOfPeriod', () => {
  it.each([
    ['2024-02-29', { years: 1 }, '2025-02-28'],
    ['2024-01-31', { months: 1 }, '2024-02-29'],
    ['2023-03-01', { years: 1 }, '2024-02-29'],
    ['2026-04-01', { years: 1 }, '2027-03-31'],
    ['2026-04-01', { years: 3 }, '2029-03-31'],
    ['2026-01-30', { months: 1 }, '2026-02-28'],
    ['2026-01-29', { months: 1 }, '2026-02-28'],
    ['2026-01-28', { months: 1 }, '2026-02-27'],
    ['2024-02-29', { years: 4 }, '2028-02-28'],
    ['2026-12-01', { months: 1 }, '2026-12-31'],
    ['2026-10-15', { years: 1, months: 6 }, '2028-04-14'],
  ] as const)('from %s for %p ends on %s', (start, length, end) => {
    expect(lastDayOfPeriod(start, length)).toBe(end);
  });

  it('makes periods that begin on the 1st follow one another without gap', () => {
    const firsts = fc.record({
      year: fc.integer({ min: 1950, max: 2100 }),
      month: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(firsts, fc.integer({ min: 1, max: 60 }), ({ year, month }, months) => {
        const start = toLocalDate(`${String(year)}-${String(month).padStart(2, '0')}-01`);
        const next = addDays(lastDayOfPeriod(start, { months }), 1);
        expect(next.endsWith('-01')).toBe(true);
        expect(next > start).toBe(true);
      }),
    );
  });

  it('never ends later for an earlier start', () => {
    const starts = fc.integer({ min: 19_000, max: 25_000 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 60 }), (day, months) => {
        const end = lastDayOfPeriod(fromDayNumber(day), { months });
        const endOfNext = lastDayOfPeriod(fromDayNumber(day + 1), { months });
        expect(end <= endOfNext).toBe(true);
      }),
    );
  });

  it.each([{}, { months: 0 }, { years: -1 }, { months: 1.5 }])('refuses %p', (length) => {
    expect(() => lastDayOfPeriod('2026-04-01', length)).toThrow(RangeError);
  });
});

describe('endOfMonthBefore', () => {
  it('is the last day of another month, also of a last or a first day', () => {
    expect(['2026-11-16', '2026-10-31', '2027-01-01', '2028-03-01'].map(asMonthBefore)).toEqual([
      ...['2026-10-31', '2026-09-30', '2026-12-31', '2028-02-29'],
    ]);
  });
});

function asMonthBefore(day: string) {
  return endOfMonthBefore(toLocalDate(day));
}
