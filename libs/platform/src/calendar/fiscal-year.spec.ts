import { instantAt, localDateOf } from '../clock/clock';
import { endOfNthFiscalYear, fiscalYearEnd, fiscalYearOf, fiscalYearStart } from './fiscal-year';
import { addDays, fromDayNumber, toDayNumber } from './local-date';

const FIRST = toDayNumber('2024-01-01');
const LAST = toDayNumber('2032-12-31');

describe('fiscalYearOf', () => {
  it.each([
    ['2026-03-31', 2025],
    ['2026-04-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
    ['2024-02-29', 2023],
  ] as const)('%s is in %i', (date, fiscalYear) => {
    expect(fiscalYearOf(date)).toBe(fiscalYear);
  });

  it('takes half past midnight on 1 April in Tokyo as the new fiscal year', () => {
    expect(fiscalYearOf(localDateOf(instantAt('2026-04-01', '00:30')))).toBe(2026);
    expect(fiscalYearOf(localDateOf(instantAt('2026-03-31', '23:59:59')))).toBe(2025);
  });

  it('holds for every day from 2024 to 2032, at the first and the last second', () => {
    let expected = 2023;
    for (let day = FIRST; day <= LAST; day += 1) {
      const date = fromDayNumber(day);
      if (date.endsWith('-04-01')) expected += 1;
      const actual = [date, localDateOf(instantAt(date)), localDateOf(instantAt(date, '23:59:59'))];
      expect(actual.map(fiscalYearOf)).toEqual([expected, expected, expected]);
      expect(fiscalYearStart(expected) <= date && date <= fiscalYearEnd(expected)).toBe(true);
    }
    expect(expected).toBe(2032);
  });

  it('leaves no day between two fiscal years', () => {
    for (let year = 1990; year < 2060; year += 1) {
      expect(addDays(fiscalYearEnd(year), 1)).toBe(fiscalYearStart(year + 1));
    }
  });
});

describe('endOfNthFiscalYear', () => {
  it.each([
    ['2026-04-01', 1, '2027-03-31'],
    ['2026-04-01', 3, '2029-03-31'],
    ['2026-03-31', 3, '2028-03-31'],
    ['2026-11-22', 3, '2029-03-31'],
    ['2027-01-01', 2, '2028-03-31'],
  ] as const)('from %s the fiscal year number %i ends on %s', (date, n, end) => {
    expect(endOfNthFiscalYear(date, n)).toBe(end);
  });

  it.each([0, -1, 1.5])('refuses %p', (n) => {
    expect(() => endOfNthFiscalYear('2026-04-01', n)).toThrow(RangeError);
  });
});
