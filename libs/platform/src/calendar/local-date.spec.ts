import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDates,
  dateOfParts,
  datePartsOf,
  dayOfWeek,
  diffDays,
  fromDayNumber,
  isLocalDate,
  lastDayOfMonth,
  type LocalDate,
  maxDate,
  minDate,
  toDayNumber,
  toLocalDate,
} from './local-date';

const dates = fc.integer({ min: -36_000, max: 80_000 }).map(fromDayNumber);

describe('isLocalDate', () => {
  it.each(['2024-02-29', '2026-04-01', '0001-01-01', '9999-12-31'])('accepts %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    ...['2025-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...['2026-4-1', '20260401', ' 2026-04-01', '2026-04-01T00:00', '2026-04-01\n', '', null],
    ...[undefined, 20260401, new Date(0), ['2026-04-01']],
  ])('refuses %p', (value) => {
    expect(isLocalDate(value)).toBe(false);
  });
});

describe('LocalDate', () => {
  /** Here the compiler is under test: it reports an expected error that is none. */
  const accept = (date: LocalDate): LocalDate => date;
  const text = ['2026', '04', '01'].join('-');

  it('takes a written date, and what was narrowed or looked at', () => {
    expect(accept('2026-04-01')).toBe(accept(toLocalDate(text)));
    expect(isLocalDate(text) && accept(text)).toBe('2026-04-01');
  });

  it('is refused to plain text, to an instant and to words', () => {
    // @ts-expect-error plain text, whatever is in it
    accept(text);
    // @ts-expect-error an instant as text
    accept('2026-04-01T00:00:00Z');
    // @ts-expect-error a date as it is written in files
    accept('2026/4/1');
    // @ts-expect-error an empty field
    accept('');
    for (const wrong of [`${text}T00:00:00Z`, '2026/4/1', '', '2026-02-30'])
      expect(() => toLocalDate(wrong)).toThrow(RangeError);
  });
});

describe('day arithmetic', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2026-03-31', 1)).toBe('2026-04-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(diffDays('2026-04-01', '2027-03-31')).toBe(364);
    expect(diffDays('2026-04-02', '2026-04-01')).toBe(-1);
  });

  it('knows the days of the week', () => {
    expect(dayOfWeek('2026-11-22')).toBe(0);
    expect(dayOfWeek('1970-01-01')).toBe(4);
    expect(dayOfWeek('1945-08-15')).toBe(3);
  });

  it('counts consistently', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(diffDays(date, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(date);
        expect(dateOfParts(datePartsOf(date))).toBe(date);
        expect(dayOfWeek(addDays(date, 1))).toBe((dayOfWeek(date) + 1) % 7);
      }),
    );
  });

  it('refuses what is no date, and years beyond four digits', () => {
    expect(() => toDayNumber('2026-02-30')).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => lastDayOfMonth(2026, 13)).toThrow(RangeError);
    expect(dateOfParts({ year: 2026, month: 2, day: 29 })).toBeNull();
  });
});

describe('addMonths', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-04-01', 0, '2026-04-01'],
    ['2026-04-01', 36, '2029-04-01'],
  ] as const)('%s + %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});

describe('order', () => {
  it('agrees with the calendar', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Math.sign(diffDays(b, a)));
        expect([a, b].sort(compareDates)).toEqual([minDate(a, b), maxDate(a, b)]);
      }),
    );
    expect(minDate('2026-04-01', '2025-01-01', '2026-01-01')).toBe('2025-01-01');
    expect(maxDate('2026-04-01')).toBe('2026-04-01');
  });
});
