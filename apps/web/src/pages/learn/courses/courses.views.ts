import {
  type CatalogueRow,
  type CoursePageRow,
  lastDueDateOver,
  learningStateOf,
} from '@app/courses';
import {
  formatDate,
  localDateOf,
  type LocalDate,
  type OfficeCalendar,
  words,
  courses,
  partOf,
} from '@app/platform';
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
import { breadcrumb, type Crumb } from '../../../shell/view-parts';

export interface Day {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

export interface CourseCardView {
  readonly title: string;
  readonly summary: string;
  readonly href: string;
  readonly size: string;
  readonly chips: readonly ChipView[];
  readonly tags: readonly TagView[];
  readonly due: DueView;
  readonly done: number;
  readonly total: number;
}

export interface CatalogueView {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly sentence: string;
  readonly groups: readonly {
    readonly heading: string;
    readonly courses: readonly CourseCardView[];
  }[];
}

export interface LessonLineView {
  readonly title: string;
  readonly href: string;
  readonly minutes: string;
  readonly position: number;
  readonly chip: ChipView;
}

export interface CourseView {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly summary: string;
  readonly sentence: string;
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
  readonly quiz: { readonly text: string; readonly chip: ChipView } | null;
  readonly action: ActionView | null;
  readonly isCompleted: boolean;
  readonly licence: string;
}

export function catalogueView(rows: readonly CatalogueRow[], day: Day): CatalogueView {
  const mandatory = rows.filter((row) => row.isMandatory);
  const own = rows.filter((row) => !row.isMandatory);
  const groups = [
    { heading: '必修', courses: mandatory.map((row) => cardView(row, day)) },
    { heading: `自分で選べる${words.course}`, courses: own.map((row) => cardView(row, day)) },
  ];
  return {
    title: '学ぶ',
    breadcrumb: breadcrumb(['学ぶ']),
    sentence: catalogueSentence(mandatory, new Set(rows.map((row) => row.key)).size),
    groups: groups.filter((group) => group.courses.length > 0),
  };
}

export function courseView(row: CoursePageRow, day: Day): CourseView {
  const isCompleted = row.completedAt !== null;
  const hasQuiz = row.quizDraw !== null;
  const next = row.lessons
    .filter((lesson) => !lesson.isCompleted)
    .toSorted((a, b) => Number(b.isLast) - Number(a.isLast))[0];
  const action = courseAction({
    courseKey: row.key,
    year: row.year,
    isStarted: row.startedAt !== null,
    nextLesson: next ?? null,
    hasQuiz,
    hasOpenAttempt: row.hasOpenAttempt,
  });
  return {
    title: row.title,
    breadcrumb: breadcrumb(['学ぶ', '/courses'], [row.title]),
    summary: row.summary,
    sentence: courseSentence(row),
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
      href: courseAddress({ courseKey: row.key, year: row.year }, `/lessons/${lesson.key}`),
      minutes: `約${String(lesson.minutes)}分`,
      position: lesson.position,
      chip: lessonChip(lesson),
    })),
    quiz: quizView(row),
    action: isCompleted ? null : action,
    isCompleted,
    licence: row.licence,
  };
}

function cardView(row: CatalogueRow, day: Day): CourseCardView {
  const isOpen = row.completedAt === null && row.exemptedAt === null;
  return {
    title: row.title,
    summary: row.summary,
    href: courseAddress({ courseKey: row.key, year: row.year }),
    size: sizeText(row, false),
    chips: [chipOf(row, day)],
    tags: tagsOf(row),
    due: isAsked(row) ? dueView(day.calendar, day.today, row.dueOn) : NO_DUE,
    done: isOpen ? row.completedLessons : 0,
    total: row.lessonCount,
  };
}

function catalogueSentence(mandatory: readonly CatalogueRow[], courseCount: number): string {
  if (courseCount === 0) return `公開されている${words.course}はまだありません。`;
  const open = mandatory.filter(isAsked).length;
  const absence = mandatory.find(isPutOff)?.absence ?? null;
  if (mandatory.length === 0)
    return `${courses(courseCount)}があります。必修の${words.course}はありません。`;
  if (absence !== null)
    return `${courses(courseCount)}があります。${absentSentence(absence, '必修')}`;
  if (open === 0) return `${courses(courseCount)}があります。必修はすべて済んでいます。`;
  return `${courses(courseCount)}があります。必修は${partOf(open, mandatory.length, '件')}が残っています。`;
}

const NO_DUE: DueView = { remaining: '', day: '' };

function isUnfinished({ completedAt, exemptedAt }: CatalogueRow): boolean {
  return completedAt === null && exemptedAt === null;
}

/** It has a due date that matters to whoever is at work. */
function isAsked(row: CatalogueRow): boolean {
  return isUnfinished(row) && row.absence === null;
}

/** Not asked for as long as the person is away. */
function isPutOff(row: CatalogueRow): boolean {
  return isUnfinished(row) && row.absence !== null;
}

function chipOf(row: CatalogueRow, day: Day): ChipView {
  return learningChip(learningStateOf(row, lastDueDateOver(day.calendar, day.today)), row.absence);
}

function tagsOf({ isMandatory, isYearly }: CatalogueRow): readonly TagView[] {
  return [...(isMandatory ? [tag('mandatory')] : []), ...(isYearly ? [tag('yearly')] : [])];
}

function sizeText(row: CatalogueRow, hasQuiz: boolean): string {
  const quiz = hasQuiz ? '、テスト' : '';
  return `${String(row.lessonCount)}レッスン${quiz}・約${String(row.minutes)}分`;
}

function courseSentence(row: CoursePageRow): string {
  if (row.completedAt) return `${formatDate(localDateOf(row.completedAt))}に修了しました。`;
  if (row.exemptedAt)
    return `この${words.course}は免除されています(理由: ${row.exemptionReason ?? ''})。学ぶこともできます。`;
  if (row.absence !== null) return absentSentence(row.absence, `この${words.course}`);
  if (!row.startedAt) return 'まだ始めていません。途中でやめても、次に開いたときに続きを読めます。';
  const left = row.lessonCount - row.completedLessons;
  if (left > 0)
    return `${String(row.lessonCount)}レッスンのうち${String(row.completedLessons)}を読みました。`;
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
}): ChipView {
  if (lesson.isCompleted) return stateChip('lesson.read');
  return stateChip(lesson.isOpened ? 'lesson.begun' : 'lesson.unread');
}

function quizView(row: CoursePageRow): CourseView['quiz'] {
  if (row.quizDraw === null) return null;
  const pass = String(Math.round((row.quizPass ?? 0) * 100));
  const text = `テスト ${String(row.quizDraw)}問・${pass}%以上の正解で合格`;
  return { text, chip: quizChip(row) };
}

function quizChip(row: CoursePageRow): ChipView {
  if (row.isQuizPassed) return stateChip('quiz.passed');
  if (row.hasOpenAttempt) return stateChip('quiz.begun');
  if (row.completedLessons < row.lessonCount) return stateChip('quiz.after_lessons');
  return stateChip(row.finishedAttempts > 0 ? 'quiz.again' : 'quiz.not_taken');
}
