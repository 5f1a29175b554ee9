import type { CoursePageRow } from '@app/courses';
import { count, formatDateTime, words } from '@app/platform';
import { type FinishedAttemptRow, mayStart } from '@app/quizzes';
import { type ActionView, courseAction, courseAddress } from '../../../shell/learning-parts';
import type { ListTableView } from '../../../shell/lists/list-table';
import { type PageHeadView, pageHead } from '../../../shell/parts/heads';
import { breadcrumb } from '../../../shell/view-parts';
import { nextLessonOf } from './courses.views';
import { triesTable } from './tries-table';

/** The door of a test: what it asks, what one has made of it so far, and the way in. */
export interface TestView {
  readonly title: string;
  readonly head: PageHeadView;
  readonly rules: readonly string[];
  readonly action: ActionView | null;
  readonly courseHref: string;
  readonly tries: ListTableView | null;
}

export function testView(
  row: CoursePageRow,
  tries: readonly FinishedAttemptRow[],
  now: Date,
): TestView {
  const course = courseAddress({ courseKey: row.key, year: row.year });
  const obstacle = obstacleOf(row, now);
  return {
    title: `テスト ${row.title}`,
    head: pageHead(
      'テスト',
      breadcrumb(['学ぶ', '/courses'], [row.title, course], ['テスト']),
      obstacle ?? standingOf(row),
    ),
    rules: testRules(row),
    action: obstacle === null || row.completedLessons < row.lessonCount ? wayOn(row) : null,
    courseHref: course,
    tries: triesTable(row, tries),
  };
}

/** What its edition asks, in the order in which it matters: before, between, after. */
export function testRules(row: CoursePageRow): readonly string[] {
  const { quizDraw, quizPass, quizRetakes, quizWaitMinutes, quizKeys } = row;
  const percent = String(Math.round((quizPass ?? 0) * 100));
  return [
    `${String(quizDraw ?? 0)}問に答え、${percent}%以上の正解で合格です。途中でやめて、あとで続けることもできます。`,
    `${triesText(quizRetakes)}${quizWaitMinutes > 0 ? `次を受けるまでに${waitText(quizWaitMinutes)}あけてください。その間に、間違えた問題の回を読み直せます。` : ''}`,
    quizKeys === 'always'
      ? '正解と理由は、提出した後に表示します。'
      : `間違えた問題の正解と理由は、合格した後${quizRetakes === null ? '' : 'か、最後の回の後'}に表示します。それまでは、問題ごとの正誤と、読み直す回を表示します。`,
  ];
}

function triesText(retakes: number | null): string {
  return retakes === null ? '何度でも受けられます。' : `${String(retakes + 1)}回まで受けられます。`;
}

function waitText(minutes: number): string {
  return minutes % 60 === 0 ? `${String(minutes / 60)}時間` : `${String(minutes)}分`;
}

/** Why it cannot be begun now; null when it can. */
function obstacleOf(row: CoursePageRow, now: Date): string | null {
  if (row.hasOpenAttempt) return null;
  const open = row.lessonCount - row.completedLessons;
  if (open > 0) return `残り${count(open, 'レッスン')}を読むと、受けられます。`;
  const verdict = mayStart(
    { finishedCount: row.finishedAttempts, lastFinishedAt: row.lastAttemptAt },
    { retakes: row.quizRetakes, waitMinutes: row.quizWaitMinutes },
    now,
  );
  if (verdict.may) return null;
  return verdict.reason === 'wait'
    ? `次は${formatDateTime(verdict.until)}から受けられます。`
    : `受けられる回数を使い切りました。もう一度受けたいときは、${words.programOffice}にご相談ください。`;
}

function standingOf(row: CoursePageRow): string {
  if (row.hasOpenAttempt) return '途中のテストがあります。続きから答えられます。';
  if (row.isQuizPassed) return '合格しています。もう一度受けることもできます。';
  if (row.finishedAttempts > 0) return 'まだ合格していません。もう一度受けられます。';
  return 'レッスンはすべて読みました。合格すると修了です。';
}

function wayOn(row: CoursePageRow): ActionView | null {
  return courseAction({
    ...{ courseKey: row.key, year: row.year, isStarted: row.startedAt !== null, hasQuiz: true },
    nextLesson: nextLessonOf(row),
    hasOpenAttempt: row.hasOpenAttempt,
  });
}
