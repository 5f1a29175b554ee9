import { col, type LocalDate, type OfficeCalendar, statement } from '@app/platform';
import type { DueWindow } from './due-windows';
import { aboutLearning, learningLine } from './learning';
import type { OpenKind } from './reminder-kind';

const NAME = 'learning_overdue';

/** After the due date: on the first office day, then after every so many office days. */
const EVERY = 5;

/** No obligation is due before its assignment says: so far back reminders may have to reach. */
const EARLIEST_DUE = statement({
  name: 'reminders.earliest-due',
  sql: 'SELECT min(due_on) AS "dueOn" FROM course_assignments',
  parameters: {},
  row: { dueOn: col.date.orNull },
});

/** What is late, again and again until it is finished, exempted or closed. */
export const LEARNING_OVERDUE: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '期限を過ぎた学習',
    line: learningLine,
    hasDueDate: true,
    lead: '期限を過ぎた学習は負の数(開庁日)',
  },
  ...aboutLearning(NAME),
  standard: { every: EVERY },
  facts: async ({ days, calendar, database, ruleOn }) => {
    const { dueOn } = await database.only(EARLIEST_DUE, {});
    return days.flatMap((day) => windowsOn(day, calendar, dueOn, ruleOn(day).every ?? EVERY));
  },
};

/** Back to `earliest`; null: nothing can be due. */
export function windowsOn(
  day: LocalDate,
  calendar: OfficeCalendar,
  earliest: LocalDate | null,
  every = EVERY,
): DueWindow[] {
  if (earliest === null || calendar.isOfficeHoliday(day)) return [];
  const windows: DueWindow[] = [];
  let until = calendar.addOfficeDays(day, -1);
  for (let step = 1; until >= earliest; step += every) {
    const window = { day, lead: -step };
    const exact = calendar.addOfficeDays(until, -1);
    const next = calendar.addOfficeDays(until, -every);
    windows.push(
      { ...window, dueAfter: exact, dueUntil: until, reason: reasonOf(step, every) },
      {
        ...{ ...window, dueAfter: next, dueUntil: exact },
        reason: `期限を過ぎているため(${String(every)}開庁日ごと)`,
      },
    );
    until = next;
  }
  return windows;
}

function reasonOf(step: number, every: number): string {
  return step === 1
    ? '期限の翌開庁日'
    : `期限から${String(step)}開庁日(${String(every)}開庁日ごと)`;
}
