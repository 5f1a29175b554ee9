import {
  type CatalogueRow,
  type CourseLessonRow,
  type CoursePageRow,
  lastDueDateOver,
  learningStateOf,
} from '@app/courses';
import {
  count,
  formatDate,
  localDateOf,
  type LocalDate,
  type OfficeCalendar,
  partOf,
  words,
} from '@app/platform';
import type { FinishedAttemptRow } from '@app/quizzes';
import {
  absentSentence,
  type ActionView,
  closedText,
  courseAction,
  courseAddress,
  type DueView,
  dueView,
  finishedLateText,
} from '../../../shell/learning-parts';
import { type ChipView, learningChip, stateChip, tag, type TagView } from '../../../shell/signs';
import type { ListTableView } from '../../../shell/lists/list-table';
import { type PageHeadView, pageHead } from '../../../shell/parts/heads';
import { breadcrumb } from '../../../shell/view-parts';
import { triesTable } from './tries-table';

export interface Day {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

export interface LessonLineView {
  readonly title: string;
  readonly href: string;
  readonly minutes: string;
  readonly position: number;
  /** Nothing of a lesson that is still to be read: that is how all begin. */
  readonly chip: ChipView | null;
}

export interface CourseView {
  readonly title: string;
  readonly head: PageHeadView;
  readonly summary: string;
  /** That its fiscal year was closed, and what that means; else empty. */
  readonly closing: string;
  readonly chips: readonly ChipView[];
  readonly tags: readonly TagView[];
  readonly due: DueView;
  readonly objectives: readonly string[];
  readonly size: string;
  readonly done: number;
  readonly total: number;
  readonly lessons: readonly LessonLineView[];
  readonly quiz: {
    readonly text: string;
    readonly href: string;
    readonly chip: ChipView | null;
  } | null;
  /** What was handed in of its test. */
  readonly tries: ListTableView | null;
  readonly action: ActionView | null;
  /** Drops it, where that is the person's own choice; else empty. */
  readonly dropHref: string;
  readonly isCompleted: boolean;
  readonly licence: string;
}

export function courseView(
  row: CoursePageRow,
  day: Day,
  tries: readonly FinishedAttemptRow[] = [],
): CourseView {
  const isCompleted = row.completedAt !== null;
  const hasQuiz = row.quizDraw !== null;
  const address = (rest = ''): string =>
    courseAddress({ courseKey: row.key, year: row.year }, rest);
  const action = courseAction({
    courseKey: row.key,
    year: row.year,
    isStarted: row.startedAt !== null,
    nextLesson: nextLessonOf(row),
    hasQuiz,
    hasOpenAttempt: row.hasOpenAttempt,
  });
  return {
    title: row.title,
    head: pageHead(row.title, breadcrumb(['学ぶ', '/courses'], [row.title]), courseSentence(row)),
    summary: row.summary,
    closing: closingText(row),
    chips: chipsWithClosing(row, day),
    tags: tagsOf(row),
    due: isAsked(row) ? dueView(day.calendar, day.today, row.dueOn) : NO_DUE,
    objectives: row.objectives,
    size: sizeText(row, hasQuiz),
    done: row.completedLessons,
    total: row.lessonCount,
    lessons: row.lessons.map((lesson) => ({
      title: lesson.title,
      href: address(`/lessons/${lesson.key}`),
      minutes: `約${String(lesson.minutes)}分`,
      position: lesson.position,
      chip: lessonChip(lesson),
    })),
    quiz: quizView(row, address('/quiz')),
    tries: triesTable(row, tries),
    action: actionNow(row, action, address),
    dropHref: isDroppable(row) ? address('/drop') : '',
    isCompleted,
    licence: row.licence,
  };
}

/** The lesson to go on with: the one that was open, else the first that is not read. */
export function nextLessonOf({ lessons }: Pick<CoursePageRow, 'lessons'>): CourseLessonRow | null {
  return (
    lessons
      .filter((lesson) => !lesson.isCompleted)
      .toSorted((a, b) => Number(b.isLast) - Number(a.isLast))[0] ?? null
  );
}

/** A first try begins at once; the page of the test says when the next one may. */
function actionNow(
  row: CoursePageRow,
  action: ActionView | null,
  address: (rest: string) => string,
): ActionView | null {
  if (row.completedAt !== null) return null;
  if (row.droppedAt !== null) return takeUp(address('/enroll'));
  const isRetry = row.finishedAttempts > 0 && !row.hasOpenAttempt && nextLessonOf(row) === null;
  return isRetry ? { label: 'もう一度テストへ', href: address('/quiz'), isPost: false } : action;
}

const takeUp = (href: string): ActionView => ({
  label: '続きからもう一度始める',
  href,
  isPost: true,
});

/** Begun by one's own choice and neither finished nor asked for. */
function isDroppable(row: CoursePageRow): boolean {
  const isOpen = row.startedAt !== null && isUnfinished(row) && row.droppedAt === null;
  return isOpen && row.dueOn === null && row.closedOn === null;
}

export const NO_DUE: DueView = { remaining: '', day: '' };

export function isUnfinished({ completedAt, exemptedAt }: CatalogueRow): boolean {
  return completedAt === null && exemptedAt === null;
}

/** It has a due date that matters to whoever is at work. */
export function isAsked(row: CatalogueRow): boolean {
  return isUnfinished(row) && row.absence === null;
}

export function chipOf(row: CatalogueRow, day: Day): ChipView {
  return learningChip(learningStateOf(row, lastDueDateOver(day.calendar, day.today)), row.absence);
}

function tagsOf({ isMandatory, isYearly }: CatalogueRow): readonly TagView[] {
  return [...(isMandatory ? [tag('mandatory')] : []), ...(isYearly ? [tag('yearly')] : [])];
}

function sizeText(row: CatalogueRow, hasQuiz: boolean): string {
  const quiz = hasQuiz ? 'とテスト' : '';
  return `全${String(row.lessonCount)}回${quiz}・約${String(row.minutes)}分`;
}

function courseSentence(row: CoursePageRow): string {
  if (row.completedAt) return `${formatDate(localDateOf(row.completedAt))}に修了しました。`;
  if (row.exemptedAt)
    return `この${words.course}は免除されています(理由: ${row.exemptionReason ?? ''})。学ぶこともできます。`;
  if (row.absence !== null) return absentSentence(row.absence, `この${words.course}`);
  if (!row.startedAt) return 'まだ始めていません。途中でやめても、次に開いたときに続きを読めます。';
  if (row.droppedAt !== null)
    return `${formatDate(localDateOf(row.droppedAt))}にやめました。読んだところは残っていて、いつでも続きから始められます。`;
  if (row.completedLessons === 0)
    return `まだ読み終えたレッスンはありません。全部で${count(row.lessonCount, 'レッスン')}です。`;
  if (row.completedLessons < row.lessonCount)
    return `${partOf(row.completedLessons, row.lessonCount, 'レッスン')}を読みました。`;
  return 'レッスンはすべて読みました。テストに合格すると修了です。';
}

function closingText({ closedOn, closedYear, completedAt }: CoursePageRow): string {
  if (closedOn === null || closedYear === null) return '';
  const closed = { fiscalYear: closedYear, closedOn };
  return completedAt === null ? closedText(closed) : finishedLateText(closed);
}

/** Of what was finished too late the one sign says both; what was not finished keeps where it stands. */
function chipsWithClosing(row: CoursePageRow, day: Day): readonly ChipView[] {
  if (row.closedOn === null) return [chipOf(row, day)];
  return row.completedAt === null
    ? [chipOf(row, day), stateChip('learning.closed')]
    : [stateChip('learning.completed_late')];
}

function lessonChip(lesson: {
  readonly isCompleted: boolean;
  readonly isOpened: boolean;
}): ChipView | null {
  if (lesson.isCompleted) return stateChip('lesson.read');
  return lesson.isOpened ? stateChip('lesson.begun') : null;
}

function quizView(row: CoursePageRow, href: string): CourseView['quiz'] {
  if (row.quizDraw === null) return null;
  const pass = String(Math.round((row.quizPass ?? 0) * 100));
  const text = `テスト ${String(row.quizDraw)}問・${pass}%以上の正解で合格`;
  return { text, href, chip: quizChip(row) };
}

/** That it comes after the lessons says its place; a sign is for what has happened. */
function quizChip(row: CoursePageRow): ChipView | null {
  if (row.isQuizPassed) return stateChip('quiz.passed');
  if (row.hasOpenAttempt) return stateChip('quiz.begun');
  if (row.completedLessons < row.lessonCount) return null;
  return stateChip(row.finishedAttempts > 0 ? 'quiz.again' : 'quiz.not_taken');
}
