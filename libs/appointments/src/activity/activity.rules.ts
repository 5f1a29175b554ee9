import { addMonths, formatDateShort, type LocalDate } from '@app/platform';

/** With what somebody was helped. */
export const ACTIVITY_KINDS = [
  'tools',
  'data',
  'process',
  'ai',
  'security',
  'teaching',
  'other',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const ACTIVITY_WORDS: Readonly<Record<ActivityKind, string>> = {
  tools: '機器・ソフトの操作',
  data: '集計・データの整理',
  process: '業務の見直し',
  ai: 'AIの使い方',
  security: '情報セキュリティ',
  teaching: '勉強会・研修の講師',
  other: 'そのほか',
};

export const MOST_MINUTES = 600;
export const MAXIMUM_ACTIVITY_NOTE = 200;
/** More in a day is a slip, or a form sent again and again. */
export const MOST_A_DAY = 20;
/** Whoever did something within so many days is active. */
export const ACTIVE_DAYS = 90;
/** What is older is not remembered to the minute. */
const OLDEST_MONTHS = 3;

/** Why an activity cannot be of this day; empty where it can. */
export function activityDayProblem(doneOn: LocalDate, today: LocalDate): string {
  if (doneOn > today) return '先の日は記録できません。した日を入力してください。';
  const oldest = addMonths(today, -OLDEST_MONTHS);
  return doneOn < oldest ? `${formatDateShort(oldest)}より前の日は記録できません。` : '';
}
