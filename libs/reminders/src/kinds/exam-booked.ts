import { addDays, dayText, type LocalDate, type OfficeCalendar } from '@app/platform';
import type { DueWindow } from './due-windows';
import { aboutExams } from './exams';
import type { PrivateKind } from './reminder-kind';

const NAME = 'exam_booked';

/** Office days before the exam on which its holder is told, nearest last; on the day itself in the mail of the morning. */
const LEADS = [7, 1, 0] as const;

/** An exam that comes near: nothing waits for it, so that the last day before a holiday says what falls on the holiday. */
export const EXAM_BOOKED: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    title: () => '近づいた受験',
    line: ({ dueOn, today }) =>
      dueOn === today
        ? '受験日は本日です。終わったら、結果を登録してください。'
        : `受験日は${dayText(dueOn, today)}です。日が変わったときは、予定を直してください。`,
    hasDueDate: true,
    lead: `受験の予定は${LEADS.join('・')}(開庁日)`,
  },
  ...aboutExams(NAME),
  facts: ({ days, calendar }) => Promise.resolve(days.flatMap((day) => windowsOn(day, calendar))),
};

/** An offset that was missed (booked late, planning not run) is made up for by the nearest one only. */
export function windowsOn(day: LocalDate, calendar: OfficeCalendar): DueWindow[] {
  if (calendar.isOfficeHoliday(day)) return [];
  const [week, eve] = [calendar.addOfficeDays(day, 7), calendar.addOfficeDays(day, 1)];
  const beforeWeek = calendar.addOfficeDays(day, 6);
  return [
    { day, lead: 7, dueAfter: beforeWeek, dueUntil: week, reason: '受験日の7開庁日前' },
    {
      ...{ day, lead: 7, dueAfter: eve, dueUntil: beforeWeek },
      reason: '受験日の7開庁日前を過ぎていたため',
    },
    { day, lead: 1, dueAfter: day, dueUntil: eve, reason: '受験日の前の開庁日' },
    { day, lead: 0, dueAfter: addDays(day, -1), dueUntil: day, reason: '受験日' },
  ];
}
