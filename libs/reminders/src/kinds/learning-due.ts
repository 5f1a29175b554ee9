import type { LocalDate, OfficeCalendar } from '@app/platform';
import type { DueWindow } from './due-windows';
import { aboutLearning, learningLine } from './learning';
import type { OpenKind } from './reminder-kind';

const NAME = 'learning_due';

/** Office days before the due date on which a person is reminded, nearest last. */
const LEADS = [14, 7, 1] as const;

/** What is due soon, and what a person is reminded of for the first time too late: each by the nearest lead only. */
export const LEARNING_DUE: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '期限が近い学習',
    line: learningLine,
    hasDueDate: true,
    lead: `期限が近い学習は${LEADS.join('・')}(開庁日)`,
  },
  ...aboutLearning(NAME),
  standard: { leads: LEADS },
  facts: ({ days, calendar, ruleOn }) =>
    Promise.resolve(days.flatMap((day) => windowsOn(day, calendar, ruleOn(day).leads))),
};

/**
 * An offset that was missed (assigned late, planning not run) is made up for by the nearest one only. A due date on an
 * office holiday counts as the next office day.
 */
export function windowsOn(
  day: LocalDate,
  calendar: OfficeCalendar,
  leads: readonly number[] = LEADS,
): DueWindow[] {
  if (calendar.isOfficeHoliday(day)) return [];
  return leads.flatMap((lead, index) => {
    const nearer = leads[index + 1] ?? -1;
    const before = calendar.addOfficeDays(day, lead - 1);
    const reason = lead === 0 ? '期限の日' : `期限の${String(lead)}開庁日前`;
    return [
      { day, lead, dueAfter: before, dueUntil: calendar.addOfficeDays(day, lead), reason },
      {
        ...{ day, lead, dueAfter: calendar.addOfficeDays(day, nearer), dueUntil: before },
        reason: `${reason}を過ぎていたため`,
      },
    ];
  });
}
