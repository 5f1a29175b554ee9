import fc from 'fast-check';
import { addDays, dayOfWeek, fromDayNumber, toDayNumber } from './local-date';
import { remainingText } from '../vocabulary/sentences';
import { OfficeCalendar } from './office-holidays';

const calendar = new OfficeCalendar();
const FIRST = toDayNumber('2024-01-01');
const LAST = toDayNumber('2032-12-31');
const dates = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber);

describe('isOfficeHoliday', () => {
  it.each([
    ['2026-04-01', false],
    ['2026-04-04', true],
    ['2026-04-05', true],
    ['2026-12-28', false],
    ['2026-12-29', true],
    ['2026-12-31', true],
    ['2027-01-03', true],
    ['2027-01-04', false],
    ['2026-05-06', true], // substitute for 3 May, a Sunday
    ['2026-05-07', false],
    ['2026-09-22', true], // between two holidays
    ['2024-02-12', true], // substitute for 11 February
    ['2024-01-04', false],
  ] as const)('%s: %p', (date, expected) => {
    expect(calendar.isOfficeHoliday(date)).toBe(expected);
  });

  it('knows the days of one city only', () => {
    const city = new OfficeCalendar(['2026-06-01']);
    expect(city.isOfficeHoliday('2026-06-01')).toBe(true);
    expect(calendar.isOfficeHoliday('2026-06-01')).toBe(false);
    expect(() => new OfficeCalendar(['2026-6-1'])).toThrow(RangeError);
  });

  it('closes on every weekend and year end from 2024 to 2032, and on 11 to 17 weekdays more', () => {
    const holidaysOf = new Map<string, number>();
    for (let day = FIRST; day <= LAST; day += 1) {
      const date = fromDayNumber(day);
      const isWeekend = [0, 6].includes(dayOfWeek(date));
      const isYearEnd = /-(12-29|12-30|12-31|01-01|01-02|01-03)$/.test(date);
      if (isWeekend || isYearEnd) expect(calendar.isOfficeHoliday(date)).toBe(true);
      else if (calendar.isOfficeHoliday(date)) {
        holidaysOf.set(date.slice(0, 4), (holidaysOf.get(date.slice(0, 4)) ?? 0) + 1);
      }
    }
    expect([...holidaysOf.keys()]).toHaveLength(9);
    for (const count of holidaysOf.values()) {
      expect(count).toBeGreaterThanOrEqual(11);
      expect(count).toBeLessThanOrEqual(17);
    }
  });
});

describe('office days', () => {
  it('walks over the year end and back', () => {
    expect(calendar.nextOfficeDay('2026-12-31')).toBe('2027-01-04');
    expect(calendar.effectiveDueDate('2026-12-31')).toBe('2027-01-04');
    expect(calendar.effectiveDueDate('2026-04-01')).toBe('2026-04-01');
    expect(calendar.addOfficeDays('2026-12-28', 1)).toBe('2027-01-04');
    expect(calendar.addOfficeDays('2027-01-04', -1)).toBe('2026-12-28');
    expect(calendar.addOfficeDays('2026-05-01', 1)).toBe('2026-05-07');
    expect(calendar.addOfficeDays('2026-05-03', 0)).toBe('2026-05-03');
    expect(calendar.officeDaysBetween('2026-04-03', '2026-04-06')).toBe(1);
    expect(calendar.officeDaysBetween('2026-04-06', '2026-04-03')).toBe(-1);
    expect(() => calendar.addOfficeDays('2026-04-01', 0.5)).toThrow(RangeError);
  });

  it('moves every day from 2024 to 2032 to the nearest open day behind it', () => {
    for (let day = FIRST; day <= LAST; day += 1) {
      const date = fromDayNumber(day);
      const next = calendar.nextOfficeDay(date);
      expect(calendar.isOfficeHoliday(next)).toBe(false);
      for (let it = date; it < next; it = addDays(it, 1)) {
        expect(calendar.isOfficeHoliday(it)).toBe(true);
      }
      expect(toDayNumber(next) - day).toBeLessThan(12);
    }
  });

  it('counts what it added', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -60, max: 60 }), (date, n) => {
        const moved = calendar.addOfficeDays(date, n);
        expect(calendar.officeDaysBetween(date, moved)).toBe(n);
        if (n !== 0) expect(calendar.isOfficeHoliday(moved)).toBe(false);
        expect(Math.sign(toDayNumber(moved) - toDayNumber(date))).toBe(Math.sign(n));
      }),
    );
  });
});

describe('remainingText', () => {
  it.each([
    ['2026-04-01', '2026-04-06', 'あと3開庁日'],
    ['2026-04-03', '2026-04-06', 'あと1開庁日'],
    ['2026-04-05', '2026-04-06', 'あと1開庁日'],
    ['2026-04-06', '2026-04-06', '本日まで'],
    ['2026-04-04', '2026-04-04', 'あと1開庁日'], // due on a Saturday: holds until Monday
    ['2026-04-06', '2026-04-04', '本日まで'],
    ['2026-04-07', '2026-04-04', '1開庁日超過'],
    ['2026-04-09', '2026-04-06', '3開庁日超過'],
    ['2026-04-04', '2026-04-03', '期限超過'],
    ['2026-12-28', '2026-12-31', 'あと1開庁日'],
    ['2027-01-04', '2026-12-31', '本日まで'],
  ] as const)('on %s for %s: %s', (today, due, text) => {
    expect(remainingText({ dueOn: due, today, calendar })).toBe(text);
  });

  it('never says zero days', () => {
    fc.assert(
      fc.property(dates, dates, (today, due) => {
        expect(remainingText({ dueOn: due, today, calendar })).not.toMatch(/(?<!\d)0開庁日|-/);
      }),
    );
  });
});
