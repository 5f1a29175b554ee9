import { addDays, type LocalDate, OfficeCalendar } from '@app/platform';
import fc from 'fast-check';
import { officeDaysWithin } from '../planning/office-days';
import { windowsOn as dueWindowsOn } from './learning-due';
import { windowsOn as overdueWindowsOn } from './learning-overdue';

const calendar = new OfficeCalendar(['2026-06-01']);

/** Both kinds share out the due dates between them. */
function learningWindows(day: LocalDate, earliest: LocalDate | null) {
  return [
    ...dueWindowsOn(day, calendar).map((window) => ({ ...window, kind: 'learning_due' })),
    ...overdueWindowsOn(day, calendar, earliest).map((window) => ({
      ...window,
      kind: 'learning_overdue',
    })),
  ];
}

/** What the rule says about something due on `due` when planning runs on `day`. */
function remindersOn(day: LocalDate, due: LocalDate) {
  return learningWindows(day, '2020-01-01')
    .filter((window) => due > window.dueAfter && due <= window.dueUntil)
    .map(({ kind, lead, reason }) => ({ kind, lead, reason }));
}

function leadOn(day: LocalDate, due: LocalDate): number | null {
  return remindersOn(day, due)[0]?.lead ?? null;
}

describe('The windows of learning', () => {
  // Monday 2026-11-16; 23 November is a holiday (勤労感謝の日).
  it.each([
    ['15 office days before', '2026-12-08', null, ''],
    ['14 before', '2026-12-07', 14, '期限の14開庁日前'],
    ['13 before: the missed one', '2026-12-04', 14, '期限の14開庁日前を過ぎていたため'],
    ['8 before', '2026-11-27', 14, '期限の14開庁日前を過ぎていたため'],
    ['7 before', '2026-11-26', 7, '期限の7開庁日前'],
    ['2 before', '2026-11-18', 7, '期限の7開庁日前を過ぎていたため'],
    ['1 before', '2026-11-17', 1, '期限の1開庁日前'],
    ['on the day', '2026-11-16', 1, '期限の1開庁日前を過ぎていたため'],
    [
      'due on the weekend just over: holds until today',
      '2026-11-14',
      1,
      '期限の1開庁日前を過ぎていたため',
    ],
    ['the first office day after', '2026-11-13', -1, '期限の翌開庁日'],
    ['2 after: the missed one', '2026-11-12', -1, '期限を過ぎているため(5開庁日ごと)'],
    ['5 after', '2026-11-09', -1, '期限を過ぎているため(5開庁日ごと)'],
    ['6 after', '2026-11-06', -6, '期限から6開庁日(5開庁日ごと)'],
    ['10 after (3 November is a holiday)', '2026-10-30', -6, '期限を過ぎているため(5開庁日ごと)'],
    ['11 after', '2026-10-29', -11, '期限から11開庁日(5開庁日ごと)'],
  ] as const)('%s', (_name, due, lead, reason) => {
    expect(remindersOn('2026-11-16', due)).toEqual(
      lead === null ? [] : [{ kind: lead > 0 ? 'learning_due' : 'learning_overdue', lead, reason }],
    );
  });

  it("is silent on holidays, the city's own included", () => {
    expect(learningWindows('2026-11-22', '2020-01-01')).toEqual([]);
    expect(learningWindows('2026-11-23', '2020-01-01')).toEqual([]);
    expect(learningWindows('2026-06-01', '2020-01-01')).toEqual([]);
    expect(learningWindows('2026-12-29', '2020-01-01')).toEqual([]);
  });

  it('reaches back as far as there is something open, and no further', () => {
    expect(learningWindows('2026-11-16', null).every((window) => window.lead > 0)).toBe(true);
    expect(leadOn('2026-11-16', '2023-03-31')).toBeLessThan(-800);
  });

  it('walks through the leads day by day, each once at its own offset', () => {
    const due = '2026-12-31'; // an office holiday: holds until Monday 4 January 2027
    const days = officeDaysWithin(calendar, '2026-11-30', '2027-01-20');
    const first = new Map<number, string>();
    for (const day of days) {
      const lead = leadOn(day, due);
      if (lead !== null && !first.has(lead)) first.set(lead, day);
    }
    expect(Object.fromEntries(first)).toEqual({
      14: '2026-12-09',
      7: '2026-12-18',
      1: '2026-12-28',
      [-1]: '2027-01-05',
      [-6]: '2027-01-13',
      [-11]: '2027-01-20',
    });
  });

  it('gives one reminder at most for any due date, and the one that the office days say', () => {
    const days = fc.integer({ min: 0, max: 3000 }).map((number) => addDays('2024-01-01', number));
    fc.assert(
      fc.property(days, fc.integer({ min: -60, max: 60 }), (somewhere, distance) => {
        const day = calendar.nextOfficeDay(somewhere);
        const due = addDays(day, distance);
        const left = calendar.officeDaysBetween(day, calendar.effectiveDueDate(due));
        const found = remindersOn(day, due);
        expect(found.map(({ lead }) => lead)).toEqual(expectedLead(left));
      }),
      { numRuns: 500 },
    );
  });
});

function expectedLead(left: number): number[] {
  if (left > 14) return [];
  if (left >= 0) return [left > 7 ? 14 : left > 1 ? 7 : 1];
  return [-(Math.floor((-left - 1) / 5) * 5 + 1)];
}
