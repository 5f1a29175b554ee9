import type { OwnLearningRow } from '@app/courses';
import { formatTime, minutesAfter, words } from '@app/platform';
import type { AttemptResult } from '@app/quizzes';
import { type ActionView, courseAddress } from '../../../shell/learning-parts';
import type { QuizReturn } from './quiz-returns';
import { PAGE } from './quiz.views';
import type { TestStanding } from './test-standing';

interface LinkView {
  readonly label: string;
  readonly href: string;
}

/** Where to go from a result: the one thing to do next, the wrong questions once more, and the way back. */
export interface ResultWays {
  readonly next: ActionView;
  /** Null when nothing was wrong, or where there is another practice. */
  readonly wrongAgain: ActionView | null;
  readonly back: LinkView | null;
}

interface Around {
  readonly now: Date;
  /** Null where no course asks for it. */
  readonly standing?: TestStanding | null;
  /** After a course that is passed. */
  readonly after: ActionView | null;
}

export function resultWays(result: AttemptResult, origin: QuizReturn, around: Around): ResultWays {
  const own = `${PAGE}/${result.attemptId}`;
  const isWrong = result.questions.some(({ isCorrect }) => !isCorrect);
  const wrongAgain =
    isWrong && origin.retryHref !== '' ? postTo(WRONG_AGAIN, `${own}/wrong`) : null;
  if (result.basedOn !== null) return practiceWays(result.basedOn, wrongAgain);
  if (origin.href === '/')
    return { next: link(`${origin.label}に戻る`, origin.href), wrongAgain, back: null };
  const back = { label: `${words.course}に戻る`, href: origin.href };
  const next = nextOf(result, origin, around);
  return next === null
    ? { next: link(back.label, back.href), wrongAgain, back: null }
    : { next, wrongAgain, back };
}

/** Null where nothing is left but the way back. */
function nextOf(
  { passed, submittedAt }: AttemptResult,
  origin: QuizReturn,
  { after, now, standing = null }: Around,
): ActionView | null {
  if (passed) return after;
  if (standing === null) return nextTry(submittedAt, origin, now);
  if (standing.isPassed || standing.isOutOfTries) return null;
  return nextTry(standing.lastAttemptAt ?? submittedAt, origin, now);
}

const WRONG_AGAIN = '間違えた問題だけもう一度';

/** Practice leads back to its test. */
function practiceWays(testId: string, wrongAgain: ActionView | null): ResultWays {
  const back = { label: 'テストの結果に戻る', href: `${PAGE}/${testId}/result` };
  return wrongAgain === null
    ? { next: link(back.label, back.href), wrongAgain: null, back: null }
    : { next: wrongAgain, wrongAgain: null, back };
}

/** While the next try has to wait, the page of the test says so; a button that is refused helps nobody. */
function nextTry(last: Date, { retryHref, waitMinutes }: QuizReturn, now: Date): ActionView {
  const from = minutesAfter(last, waitMinutes);
  return from > now
    ? link(`次は${formatTime(from)}から受けられます`, retryHref)
    : postTo('もう一度受ける', retryHref);
}

/** The next course that is asked of the person, else all there are. */
export function courseAfter(own: readonly OwnLearningRow[]): ActionView {
  const next = own.find(
    ({ isMandatory, completedAt, absence }) =>
      isMandatory && completedAt === null && absence === null,
  );
  return next === undefined
    ? link(`ほかの${words.course}を探す`, '/courses')
    : link(`次の必修「${next.title}」へ`, courseAddress(next));
}

const link = (label: string, href: string): ActionView => ({ label, href, isPost: false });
const postTo = (label: string, href: string): ActionView => ({ label, href, isPost: true });
