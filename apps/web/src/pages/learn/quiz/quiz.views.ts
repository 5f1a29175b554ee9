import { formatDateTime, formatTime, words } from '@app/platform';
import type { AttemptResult, PlayerPage } from '@app/quizzes';
import { QUESTION_SIGNS, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { feedbackView, questionFields } from './question.views';
import type { QuizReturn } from './quiz-returns';

const PAGE = '/quiz-attempts';

/** One question with its fields, the grid of all, and how far it all is. */
export function playerView(page: PlayerPage, origin: QuizReturn) {
  const { position, questionCount } = page;
  const own = `${PAGE}/${page.attemptId}`;
  return {
    ...frame(`問題 ${String(position)} / ${String(questionCount)}`, origin),
    isClosed: page.isClosed,
    finishHref: `${own}/finish`,
    saveHref: `${own}/answers`,
    progress: progressOf(page),
    deadline: page.deadlineAt
      ? `${formatDateTime(page.deadlineAt)}まで。過ぎると、保存した解答で提出されます。`
      : '',
    question: questionFields(page.question, page.answer),
    position: String(position),
    revision: String(page.revision + 1),
    saved: page.answeredAt ? `保存しました ${formatTime(page.answeredAt)}` : 'まだ保存していません',
    previous: position > 1 ? String(position - 1) : '',
    next: position < questionCount ? String(position + 1) : '',
    mark: page.isMarked
      ? { value: 'off', label: '見直しの印を外す' }
      : { value: 'on', label: 'あとで見直す' },
    signs: QUESTION_SIGNS,
    grid: page.states.map((state) => gridCell(state, position)),
  };
}

/** The last look before an attempt is handed in. */
export function finishView(page: PlayerPage, origin: QuizReturn) {
  const own = `${PAGE}/${page.attemptId}`;
  const link = ({ position }: { readonly position: number }) => ({
    href: `${own}?q=${String(position)}`,
    label: `問題 ${String(position)}`,
  });
  return {
    ...frame('テストを終了する', origin),
    action: `${own}/finish`,
    backHref: `${own}?q=1`,
    isOver: page.isClosed,
    sentence: finishSentence(page),
    open: page.states.filter((state) => !state.isAnswered).map(link),
    marked: page.states.filter((state) => state.isMarked).map(link),
  };
}

/** The result in a sentence, what to do next, and every question with its reasons. */
export function resultView(result: AttemptResult, origin: QuizReturn) {
  return {
    ...frame('テストの結果', origin),
    isOpen: false,
    continueHref: '',
    chip: stateChip(result.passed ? 'quiz.passed' : 'quiz.not_passed'),
    sentence: resultSentence(result),
    finishedAt: `${formatDateTime(result.submittedAt)}に提出`,
    next: { href: origin.href, label: nextLabel(result.passed, origin) },
    questions: result.questions.map((question) => ({
      title: `問題 ${String(question.position)}`,
      feedback: feedbackView(question),
    })),
  };
}

/** The address of the result before the attempt was handed in: nothing of the key, only the way back. */
export function openResultView(attemptId: string) {
  return {
    ...frame('テストの結果', { title: 'テスト', href: '/', label: 'ホーム' }),
    isOpen: true,
    continueHref: `${PAGE}/${attemptId}`,
    chip: stateChip('quiz.open'),
    sentence: 'まだ提出していません。結果は、提出すると表示されます。',
    finishedAt: '',
    next: { href: `${PAGE}/${attemptId}`, label: 'テストに戻る' },
    questions: [],
  };
}

/** How many right answers are needed; the noise of decimal fractions must not ask for one more. */
export function neededCount(questionCount: number, passRatio: number): number {
  return Math.max(0, Math.ceil(questionCount * passRatio - 1e-9));
}

function frame(heading: string, origin: QuizReturn) {
  return {
    title: `${heading} ${origin.title}`,
    heading,
    quizTitle: origin.title,
    breadcrumb:
      origin.href === '/'
        ? breadcrumb([heading])
        : breadcrumb(['学ぶ', '/courses'], [origin.label, origin.href], [heading]),
  };
}

function nextLabel(passed: boolean, { href, label }: QuizReturn): string {
  if (href === '/') return `${label}に戻る`;
  return passed ? `${words.course}に戻る` : `${words.course}に戻って、もう一度受ける`;
}

function progressOf(page: PlayerPage) {
  const answered = page.states.filter((state) => state.isAnswered).length;
  const total = page.questionCount;
  return {
    answered,
    total,
    sentence: `${String(total)}問のうち${String(answered)}問に解答しました。`,
  };
}

function gridCell(state: PlayerPage['states'][number], position: number) {
  const words = [
    state.position === position ? '表示中' : '',
    state.isAnswered ? '解答済み' : '未解答',
    state.isMarked ? '見直し' : '',
  ];
  return {
    number: String(state.position),
    isCurrent: state.position === position,
    label: `問題 ${String(state.position)}: ${words.filter(Boolean).join('・')}`,
    sign: `${state.isAnswered ? QUESTION_SIGNS.answered : ''}${state.isMarked ? QUESTION_SIGNS.marked : ''}`,
    className: [
      'grid__cell',
      state.isAnswered && 'grid__cell--answered',
      state.isMarked && 'grid__cell--marked',
    ]
      .filter(Boolean)
      .join(' '),
  };
}

function finishSentence(page: PlayerPage): string {
  const open = page.states.filter((state) => !state.isAnswered).length;
  if (page.isClosed) return 'この回は終了しています。保存した解答の結果を見られます。';
  if (open === 0) return 'すべての問題に解答しました。提出すると、解答は変えられません。';
  return `まだ解答していない問題が${String(open)}問あります。提出すると、解答していない問題は不正解になり、解答は変えられません。`;
}

function resultSentence({ passed, correctCount, questionCount, passRatio }: AttemptResult): string {
  const counts = `${String(questionCount)}問のうち${String(correctCount)}問が正解でした`;
  const needed = neededCount(questionCount, passRatio);
  return passed
    ? `合格しました。${counts}(合格は${String(needed)}問以上)。`
    : `${counts}。合格には${String(needed)}問以上の正解が必要です。解説を読んで、もう一度挑戦してください。`;
}
