import { formatDateTime, words } from '@app/platform';
import { type AttemptResult, isHurried } from '@app/quizzes';
import type { Figures, FigureView } from '../../../shared/figure-address';
import { secondsText } from '../../../shared/seconds-text';
import type { ActionView } from '../../../shell/learning-parts';
import { sentence } from '../../../shell/parts/heads';
import { isUsual } from '../../../shell/lists/common-chips';
import { type ChipView, stateChip } from '../../../shell/signs';
import { feedbackView, type FeedbackView } from './question.views';
import { NOWHERE, type QuizReturn } from './quiz-returns';
import { resultWays } from './result-ways';
import type { TestStanding } from './test-standing';
import { frame, neededCount, PAGE } from './quiz.views';
import { rescoredTexts, withdrawnText } from './rescored-words';

export interface SquareView {
  readonly href: string;
  readonly number: string;
  readonly label: string;
  readonly sign: string;
  readonly className: string;
}

export interface ResultQuestionView {
  readonly id: string;
  readonly title: string;
  readonly stem: string;
  /** Only beside the wrong ones, and only where they are few enough to be found by it. */
  readonly chip: ChipView | null;
  /** The same in a word. */
  readonly word: string;
  /** Wrong ones stand open and what was withdrawn, right ones closed. */
  readonly isOpen: boolean;
  /** Why it does not stand any more, if so. */
  readonly withdrawn: string;
  /** Where it is taught, of a wrong one. */
  readonly lessons: readonly { readonly label: string; readonly href: string }[];
  readonly feedback: FeedbackView & { readonly figure: FigureView | null };
}

interface ResultAround {
  readonly figures: Figures;
  readonly now: Date;
  readonly after: ActionView | null;
  readonly standing?: TestStanding | null;
}

/** The result in numbers and a sentence, where to read again, what to do next, and every question with its reasons. */
export function resultView(
  result: AttemptResult,
  origin: QuizReturn,
  { figures, ...around }: ResultAround,
) {
  const wrong = result.questions.filter((question) => !question.isCorrect).length;
  const isMarked = !isUsual(wrong, result.questions.length);
  const questions = result.questions.map((question) =>
    resultQuestion(question, {
      ...{ isMarked, figures },
      lessons: question.isCorrect ? [] : lessonsOf(question, origin),
    }),
  );
  return {
    ...frame(result.basedOn === null ? 'テストの結果' : '練習の結果', origin),
    chip:
      result.basedOn === null ? stateChip(result.passed ? 'quiz.passed' : 'quiz.not_passed') : null,
    score: { right: String(result.correctCount), of: `${String(result.questionCount)}問` },
    line: sentence(resultSentence(result, around.standing)),
    finishedAt: `${formatDateTime(result.submittedAt)}に提出`,
    rescored: rescoredTexts(result),
    notes: notesOf(result),
    again: lessonsToRead(result, origin),
    ...resultWays(result, origin, around),
    squares: result.questions.map(squareView),
    questions,
  };
}

/** The address of the result before the attempt was handed in: nothing of the key, only the way back. */
/** Not handed in: still open, or its time is over and the worker is about to close it. */
export function openResultView(attemptId: string, isOver: boolean) {
  return {
    ...frame('テストの結果', NOWHERE),
    chip: stateChip('quiz.open'),
    score: null,
    line: sentence(
      isOver
        ? '時間になりました。保存した解答で提出しています。1分ほどで、ここに結果が出ます。'
        : 'まだ提出していません。結果は、提出すると表示されます。',
    ),
    finishedAt: '',
    rescored: [],
    notes: [],
    again: [],
    next: isOver
      ? { label: '結果を見る', href: `${PAGE}/${attemptId}/result`, isPost: false }
      : { label: 'テストに戻る', href: `${PAGE}/${attemptId}`, isPost: false },
    wrongAgain: null,
    back: null,
    squares: [],
    questions: [],
  };
}

export function resultSentence(
  result: Pick<
    AttemptResult,
    | 'passed'
    | 'correctCount'
    | 'questionCount'
    | 'passRatio'
    | 'basedOn'
    | 'showsKeys'
    | 'submittedAt'
  >,
  standing: TestStanding | null = null,
): string {
  const { passed, correctCount, questionCount, passRatio, basedOn, showsKeys } = result;
  const counts = `${String(questionCount)}問のうち${String(correctCount)}問が正解でした`;
  if (basedOn !== null) return `${counts}。練習なので、修了にもテストの回数にも数えません。`;
  const needed = neededCount(questionCount, passRatio);
  if (!passed)
    return `${counts}。合格には${String(needed)}問以上の正解が必要です。${nextText(showsKeys, standing)}`;
  const completed = completes(result, standing) ? `この${words.course}を修了しました。` : '';
  return `合格しました。${completed}${counts}(合格は${String(needed)}問以上)。`;
}

/** Nobody is invited to what was passed since, or cannot be tried any more. */
function nextText(showsKeys: boolean, standing: TestStanding | null): string {
  if (standing?.isPassed) return 'このあとのテストで合格しています。';
  if (standing?.isOutOfTries)
    return `受けられる回数を使い切りました。もう一度受けたいときは、${words.programOffice}にご相談ください。`;
  return `${showsKeys ? '解説' : '間違えた問題の回'}を読んで、もう一度挑戦してください。`;
}

/** Completion follows from the pass at once; a pass that came after it completed nothing. */
const AT_ONCE_MS = 60_000;

function completes(
  { submittedAt }: Pick<AttemptResult, 'submittedAt'>,
  standing: TestStanding | null,
): boolean {
  const completedAt = standing?.completedAt?.getTime();
  return completedAt !== undefined && Math.abs(completedAt - submittedAt.getTime()) <= AT_ONCE_MS;
}

/** The lessons that the wrong answers belong to, in the order of the course. */
function lessonsToRead({ questions }: AttemptResult, { lessons }: QuizReturn) {
  const wrong = new Set(questions.filter((it) => !it.isCorrect).flatMap(({ tags }) => tags));
  return lessons
    .filter(({ tag }) => wrong.has(tag))
    .map(({ position, title, href }) => ({ label: `第${String(position)}回「${title}」`, href }));
}

/** What there is to know about a result beside its numbers. */
function notesOf(result: AttemptResult): readonly string[] {
  return [
    ...(result.showsKeys || result.correctCount === result.questionCount
      ? []
      : ['間違えた問題の正解と理由は、テストに合格すると表示されます。']),
    ...(result.basedOn === null && isHurried(result)
      ? [
          `この回は、${secondsText(secondsOf(result))}で提出しています(1問に3秒未満)。結果は変わりません。読んで答えた回のほうが、身につきます。`,
        ]
      : []),
  ];
}

const secondsOf = ({ startedAt, submittedAt }: AttemptResult): number =>
  Math.round((submittedAt.getTime() - startedAt.getTime()) / 1000);

/** Where it is taught; at the check itself where the lesson asks the same. */
function lessonsOf(
  { tags, questionId }: Answered,
  { lessons }: QuizReturn,
): ResultQuestionView['lessons'] {
  return lessons
    .filter(({ tag }) => tags.includes(tag))
    .map(({ position, title, href, checks }) => ({
      label: `第${String(position)}回「${title}」`,
      href: checks.includes(questionId) ? `${href}#check-${questionId}` : href,
    }));
}

type Answered = AttemptResult['questions'][number];

/** One question with its reasons; the sign beside a wrong one only where few are wrong. */
export function resultQuestion(
  question: Answered,
  {
    isMarked,
    figures,
    lessons = [],
  }: {
    readonly isMarked: boolean;
    readonly figures: Figures;
    readonly lessons?: ResultQuestionView['lessons'];
  },
): ResultQuestionView {
  const { chip, stem, ...feedback } = feedbackView(question);
  const hasChip = isMarked && !question.isCorrect;
  return {
    id: idOf(question),
    title: titleOf(question),
    stem: firstLine(stem),
    chip: hasChip ? chip : null,
    word: hasChip ? '' : (chip?.label ?? ''),
    isOpen: !question.isCorrect || question.withdrawal !== null,
    withdrawn: withdrawnText(question),
    lessons,
    feedback: { ...feedback, stem, chip: null, figure: figures.get(question.questionId) ?? null },
  };
}

const idOf = ({ position }: Answered): string => `q${String(position)}`;
const titleOf = ({ position }: Answered): string => `問題 ${String(position)}`;

const SHOWN_SIGNS = 40;

/** What a closed question is about; all of it stands inside. */
export function firstLine(stem: string): string {
  const signs = Array.from(stem.trim().split('\n')[0] ?? '');
  return signs.length <= SHOWN_SIGNS ? signs.join('') : `${signs.slice(0, SHOWN_SIGNS).join('')}…`;
}

/** A question among all, leading down to its reasons. */
export function squareView(question: Answered): SquareView {
  const { chip } = feedbackView(question);
  return {
    href: `#${idOf(question)}`,
    number: String(question.position),
    label: `${titleOf(question)}: ${chip?.label ?? ''}`,
    sign: chip?.sign ?? '',
    className: question.isCorrect ? 'square square--right' : 'square square--wrong',
  };
}
