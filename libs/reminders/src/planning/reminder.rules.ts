import type { LocalDate, OfficeCalendar } from '@app/platform';

export const REMINDER_KINDS = [
  'learning_due',
  'learning_overdue',
  'unit_without_leader',
  'term_ending',
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Office days before the due date on which a person is reminded, nearest last. */
export const LEARNING_LEADS = [14, 7, 1] as const;
/** After the due date: on the first office day, then after every so many office days. */
export const OVERDUE_EVERY = 5;
/** Calendar days before the last day of a term. */
export const TERM_NOTICE_DAYS = 90;

/** On `day`, whatever is due after `dueAfter` and not later than `dueUntil` gets the reminder `lead`. */
export interface LearningWindow {
  readonly day: LocalDate;
  readonly kind: 'learning_due' | 'learning_overdue';
  /** Office days before the due date; negative after it. Part of the ledger's unique key. */
  readonly lead: number;
  readonly dueAfter: LocalDate;
  readonly dueUntil: LocalDate;
  readonly reason: string;
}

/**
 * The rule of the learning reminders on one office day, as ranges of due dates, so that SQL can apply it to
 * everybody at once. The ranges do not overlap: an offset that was missed (late enrollment, planning not run) is
 * made up for by the nearest one only. A due date on an office holiday counts as the next office day. Overdue
 * ranges reach back to `oldestDue`.
 */
export function learningWindows(
  calendar: OfficeCalendar,
  day: LocalDate,
  oldestDue: LocalDate | null,
): LearningWindow[] {
  if (calendar.isOfficeHoliday(day)) return [];
  return [...dueWindows(calendar, day), ...overdueWindows(calendar, day, oldestDue)];
}

/** The office days from `from` to `to`, both included: the only days on which anything is planned or sent. */
export function officeDaysWithin(
  calendar: OfficeCalendar,
  from: LocalDate,
  to: LocalDate,
): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = calendar.nextOfficeDay(from); day <= to; day = calendar.addOfficeDays(day, 1)) {
    days.push(day);
  }
  return days;
}

function dueWindows(calendar: OfficeCalendar, day: LocalDate): LearningWindow[] {
  return LEARNING_LEADS.flatMap((lead, index) => {
    const nearer = LEARNING_LEADS[index + 1] ?? -1;
    const window = { day, kind: 'learning_due' as const, lead };
    const before = calendar.addOfficeDays(day, lead - 1);
    return [
      {
        ...window,
        dueAfter: before,
        dueUntil: calendar.addOfficeDays(day, lead),
        reason: `期限の${String(lead)}開庁日前`,
      },
      {
        ...window,
        dueAfter: calendar.addOfficeDays(day, nearer),
        dueUntil: before,
        reason: `期限の${String(lead)}開庁日前を過ぎていたため`,
      },
    ];
  });
}

function overdueWindows(
  calendar: OfficeCalendar,
  day: LocalDate,
  oldestDue: LocalDate | null,
): LearningWindow[] {
  if (oldestDue === null) return [];
  const windows: LearningWindow[] = [];
  let until = calendar.addOfficeDays(day, -1);
  for (let step = 1; until >= oldestDue; step += OVERDUE_EVERY) {
    const window = { day, kind: 'learning_overdue' as const, lead: -step };
    const exact = calendar.addOfficeDays(until, -1);
    const next = calendar.addOfficeDays(until, -OVERDUE_EVERY);
    windows.push(
      { ...window, dueAfter: exact, dueUntil: until, reason: overdueReason(step) },
      {
        ...window,
        dueAfter: next,
        dueUntil: exact,
        reason: `期限を過ぎているため(${String(OVERDUE_EVERY)}開庁日ごと)`,
      },
    );
    until = next;
  }
  return windows;
}

function overdueReason(step: number): string {
  return step === 1
    ? '期限の翌開庁日'
    : `期限から${String(step)}開庁日(${String(OVERDUE_EVERY)}開庁日ごと)`;
}
