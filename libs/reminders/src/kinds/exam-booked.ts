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
  standard: { leads: LEADS },
  facts: ({ days, calendar, ruleOn }) =>
    Promise.resolve(days.flatMap((day) => windowsOn(day, calendar, ruleOn(day).leads))),
};

/** An offset that was missed (booked late, planning not run) is made up for by the nearest one only. */
export function windowsOn(
  day: LocalDate,
  calendar: OfficeCalendar,
  leads: readonly number[] = LEADS,
): DueWindow[] {
  if (calendar.isOfficeHoliday(day)) return [];
  /** The last day that is at most so many office days away; before today there is none. */
  const until = (lead: number) =>
    lead < 0 ? addDays(day, -1) : lead === 0 ? day : calendar.addOfficeDays(day, lead);
  return leads.flatMap((lead, index) => {
    const before = until(lead - 1);
    const exact = { day, lead, dueAfter: before, dueUntil: until(lead), reason: reasonOf(lead) };
    const nearer = until(leads[index + 1] ?? -1);
    if (nearer >= before) return [exact];
    const missed = `${reasonOf(lead)}を過ぎていたため`;
    return [exact, { day, lead, dueAfter: nearer, dueUntil: before, reason: missed }];
  });
}

function reasonOf(lead: number): string {
  if (lead === 0) return '受験日';
  return lead === 1 ? '受験日の前の開庁日' : `受験日の${String(lead)}開庁日前`;
}
