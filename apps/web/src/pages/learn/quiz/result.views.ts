import { formatDateTime, words } from '@app/platform';
import type { AttemptResult } from '@app/quizzes';
import type { Figures, FigureView } from '../../../shared/figure-address';
import type { ActionView } from '../../../shell/learning-parts';
import { sentence } from '../../../shell/parts/heads';
import { isUsual } from '../../../shell/lists/common-chips';
import { type ChipView, stateChip } from '../../../shell/signs';
import { feedbackView, type FeedbackView } from './question.views';
import { NOWHERE, type QuizReturn } from './quiz-returns';
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
  readonly feedback: FeedbackView & { readonly figure: FigureView | null };
}

/** The result in numbers and a sentence, where to read again, what to do next, and every question with its reasons. */
export function resultView(result: AttemptResult, origin: QuizReturn, figures: Figures) {
  const wrong = result.questions.filter((question) => !question.isCorrect).length;
  const isMarked = !isUsual(wrong, result.questions.length);
  const questions = result.questions.map((question) =>
    resultQuestion(question, { isMarked, figures }),
  );
  return {
    ...frame('テストの結果', origin),
    chip: stateChip(result.passed ? 'quiz.passed' : 'quiz.not_passed'),
    score: { right: String(result.correctCount), of: `${String(result.questionCount)}問` },
    line: sentence(resultSentence(result)),
    finishedAt: `${formatDateTime(result.submittedAt)}に提出`,
    rescored: rescoredTexts(result),
    again: lessonsToRead(result, origin),
    next: nextAction(result.passed, origin),
    back: result.passed || origin.retryHref === '' ? null : backOf(origin),
    squares: result.questions.map(squareView),
    questions,
  };
}

/** The address of the result before the attempt was handed in: nothing of the key, only the way back. */
export function openResultView(attemptId: string) {
  return {
    ...frame('テストの結果', NOWHERE),
    chip: stateChip('quiz.open'),
    score: null,
    line: sentence('まだ提出していません。結果は、提出すると表示されます。'),
    finishedAt: '',
    rescored: [],
    again: [],
    next: link('テストに戻る', `${PAGE}/${attemptId}`),
    back: null,
    squares: [],
    questions: [],
  };
}

export function resultSentence(
  result: Pick<AttemptResult, 'passed' | 'correctCount' | 'questionCount' | 'passRatio'>,
): string {
  const { passed, correctCount, questionCount, passRatio } = result;
  const counts = `${String(questionCount)}問のうち${String(correctCount)}問が正解でした`;
  const needed = neededCount(questionCount, passRatio);
  return passed
    ? `合格しました。${counts}(合格は${String(needed)}問以上)。`
    : `${counts}。合格には${String(needed)}問以上の正解が必要です。解説を読んで、もう一度挑戦してください。`;
}

/** The lessons that the wrong answers belong to, in the order of the course. */
function lessonsToRead({ questions }: AttemptResult, { lessons }: QuizReturn) {
  const wrong = new Set(questions.filter((it) => !it.isCorrect).flatMap(({ tags }) => tags));
  return lessons
    .filter(({ tag }) => wrong.has(tag))
    .map(({ position, title, href }) => ({ label: `第${String(position)}回「${title}」`, href }));
}

function nextAction(passed: boolean, origin: QuizReturn): ActionView {
  if (origin.href === '/') return link(`${origin.label}に戻る`, origin.href);
  if (passed) return link(`${words.course}に戻る`, origin.href);
  return { label: 'もう一度受ける', href: origin.retryHref, isPost: true };
}

function backOf({ href }: QuizReturn) {
  return { href, label: `${words.course}に戻る` };
}

const link = (label: string, href: string): ActionView => ({ label, href, isPost: false });

type Answered = AttemptResult['questions'][number];

/** One question with its reasons; the sign beside a wrong one only where few are wrong. */
export function resultQuestion(
  question: Answered,
  { isMarked, figures }: { readonly isMarked: boolean; readonly figures: Figures },
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
    feedback: { ...feedback, stem, chip: null, figure: figures.get(question.questionId) ?? null },
  };
}

const idOf = ({ position }: Answered): string => `q${String(position)}`;
const titleOf = ({ position }: Answered): string => `問題 ${String(position)}`;

const SHOWN_SIGNS = 40;

/** What a closed question is about; all of it stands inside. */
function firstLine(stem: string): string {
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
