import type { OwnLearningRow } from '@app/courses';
import type { LocalDate, OfficeCalendar } from '@app/platform';
import {
  type ActionView,
  courseAction,
  courseAddress,
  type DueView,
  dueView,
} from '../../../shell/learning-parts';
import { type ChipView, learningChip, stateChip, tag, type TagView } from '../../../shell/signs';

/** What is due within so many open days belongs to today. */
const URGENT_DAYS = 10;

export interface WorkView {
  readonly title: string;
  readonly href: string;
  readonly chips: readonly ChipView[];
  readonly tags: readonly TagView[];
  readonly due: DueView;
  readonly next: string;
  readonly reason: string;
  readonly done: number;
  readonly total: number;
  readonly action: ActionView | null;
}

export interface Day {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

/** Overdue, or due within ten open days; nothing without a due date. */
export function isUrgent({ dueOn }: OwnLearningRow, { calendar, today }: Day): boolean {
  if (dueOn === null) return false;
  return calendar.effectiveDueDate(dueOn) <= calendar.addOfficeDays(today, URGENT_DAYS);
}

/** Mandatory before recommended before self-chosen; then the earliest due date; then what was touched last. */
export function byUrgency(a: OwnLearningRow, b: OwnLearningRow): number {
  if (a.isMandatory !== b.isMandatory) return a.isMandatory ? -1 : 1;
  if (a.dueOn !== b.dueOn) return (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1;
  return b.lastActivityAt.getTime() - a.lastActivityAt.getTime();
}

export function workView(row: OwnLearningRow, day: Day): WorkView {
  const due = dueView(day.calendar, day.today, row.dueOn);
  return {
    title: row.title,
    href: courseAddress(row),
    chips: row.absence === null ? overdueChips(row, day) : [learningChip('absent', row.absence)],
    tags: tagsOf(row),
    due,
    next: nextText(row),
    reason: row.reason ?? '',
    done: row.completedLessons,
    total: row.lessonCount,
    action: courseAction({
      courseKey: row.courseKey,
      year: row.year,
      isStarted: row.startedAt !== null,
      nextLesson: row.nextLesson,
      hasQuiz: row.hasQuiz,
      hasOpenAttempt: row.hasOpenAttempt,
    }),
  };
}

function overdueChips({ dueOn }: OwnLearningRow, { calendar, today }: Day): readonly ChipView[] {
  const isOver = dueOn !== null && calendar.effectiveDueDate(dueOn) < today;
  return isOver ? [stateChip('learning.overdue')] : [];
}

/** The title says of which year it is; that this year is over says the tag. */
function tagsOf({ isMandatory, dueOn, isCarriedOver }: OwnLearningRow): readonly TagView[] {
  const kind = isMandatory ? 'mandatory' : dueOn === null ? 'chosen' : 'recommended';
  return [tag(kind), ...(isCarriedOver ? [tag('carriedOver')] : [])];
}

function nextText(row: OwnLearningRow): string {
  if (row.startedAt === null) {
    const quiz = row.hasQuiz ? 'とテスト' : '';
    return `${String(row.lessonCount)}つのレッスン${quiz}、全部で約${String(row.minutes)}分です。`;
  }
  if (row.nextLesson === null)
    return row.hasOpenAttempt ? 'テストの途中です。' : 'あとはテストだけです。';
  const { position, title, minutes } = row.nextLesson;
  return `次は第${String(position)}回「${title}」、約${String(minutes)}分です。`;
}
