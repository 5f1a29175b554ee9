import { addDays, dayText, type LocalDate, type OfficeCalendar } from '@app/platform';
import type { DueWindow } from './due-windows';
import { aboutExams } from './exams';
import type { PrivateKind } from './reminder-kind';

const NAME = 'exam_result_due';

/** After the exam: on the first office day, then after every so many office days, and then no more. */
const EVERY = 5;
const AT_MOST = 4;

/** An exam is over and nobody knows how it went: its holder is asked, and left alone after the fourth time. */
export const EXAM_RESULT_DUE: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    title: () => '受験の結果の登録',
    line: ({ dueOn, today }) =>
      `受験日は${dayText(dueOn, today)}でした。合格でも、そうでなくても、結果を登録してください。`,
    hasDueDate: true,
    lead: '受験の結果は負の数(開庁日)',
  },
  ...aboutExams(NAME),
  standard: { every: EVERY },
  facts: ({ days, calendar, ruleOn }) =>
    Promise.resolve(days.flatMap((day) => windowsOn(day, calendar, ruleOn(day).every ?? EVERY))),
};

/** An exam on a holiday is asked about on the first office day after it, like one of the last office day. */
export function windowsOn(day: LocalDate, calendar: OfficeCalendar, every = EVERY): DueWindow[] {
  if (calendar.isOfficeHoliday(day)) return [];
  const turns = Array.from({ length: AT_MOST }, (_, turn) => turn);
  return turns.flatMap((turn) => windowsOfTurn(day, calendar, { turn, every }));
}

function windowsOfTurn(
  day: LocalDate,
  calendar: OfficeCalendar,
  { turn, every }: { readonly turn: number; readonly every: number },
): DueWindow[] {
  const step = 1 + turn * every;
  /** The last day before the office day that lies so many office days back. */
  const before = (steps: number) => addDays(calendar.addOfficeDays(day, -steps), -1);
  const until = step === 1 ? addDays(day, -1) : before(step - 1);
  const exact = before(step);
  return [
    {
      ...{ day, lead: -step, dueAfter: exact, dueUntil: until },
      reason: turn === 0 ? '受験日の翌開庁日' : `受験日から${String(step)}開庁日`,
    },
    {
      ...{ day, lead: -step, dueAfter: before(step + every - 1), dueUntil: exact },
      reason: '結果がまだ登録されていないため',
    },
  ];
}
