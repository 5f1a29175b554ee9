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
  FINISHED_AFTER_CLOSING,
  finishedLateText,
  stateChip,
} from '../../../shell/learning-parts';
import { breadcrumb, type ChipView, chip, type Crumb } from '../../../shell/view-parts';

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
    chips: [...chipsOf(row, day), ...closingChips(row)],
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
    chips: chipsOf(row, day),
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

function chipsOf(row: CatalogueRow, day: Day): ChipView[] {
  const state = stateChip(
    learningStateOf(row, lastDueDateOver(day.calendar, day.today)),
    row.absence,
  );
  const chips = row.isMandatory ? [chip('warn', '必修'), state] : [state];
  return row.isYearly ? [...chips, chip('none', '毎年度')] : chips;
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

function closingChips({ closedOn, completedAt }: CoursePageRow): ChipView[] {
  if (closedOn === null) return [];
  return [chip('none', completedAt === null ? '年度締め' : FINISHED_AFTER_CLOSING)];
}

function lessonChip(lesson: {
  readonly isCompleted: boolean;
  readonly isOpened: boolean;
}): ChipView {
  if (lesson.isCompleted) return chip('ok', '読了');
  return lesson.isOpened ? chip('warn', '途中') : chip('none', '未読');
}

function quizView(row: CoursePageRow): CourseView['quiz'] {
  if (row.quizDraw === null) return null;
  const pass = String(Math.round((row.quizPass ?? 0) * 100));
  const text = `テスト ${String(row.quizDraw)}問・${pass}%以上の正解で合格`;
  if (row.isQuizPassed) return { text, chip: chip('ok', '合格') };
  if (row.hasOpenAttempt) return { text, chip: chip('warn', '途中') };
  if (row.completedLessons < row.lessonCount) return { text, chip: chip('none', 'レッスンのあと') };
  return {
    text,
    chip: row.finishedAttempts > 0 ? chip('warn', 'もう一度') : chip('none', '未受験'),
  };
}
