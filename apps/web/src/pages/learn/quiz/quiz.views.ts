import { formatDateTime, formatTime } from '@app/platform';
import type { Answer, PlayerPage } from '@app/quizzes';
import type { Figures } from '../../../shared/figure-address';
import { QUESTION_SIGNS } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { answerWords } from './answer-words';
import { questionFields } from './question.views';
import type { QuizReturn } from './quiz-returns';

export const PAGE = '/quiz-attempts';

/** An answer that was not saved: it is none, or another screen has saved a newer one. */
export interface RefusedAnswer {
  readonly answer: Answer;
  readonly isFaulty: boolean;
}

interface ShownWith {
  readonly now: Date;
  readonly tab: string;
  readonly figures: Figures;
  readonly refused?: RefusedAnswer | null;
}

/** One question with its fields, the grid of all, and how far it all is. */
export function playerView(
  page: PlayerPage,
  origin: QuizReturn,
  { now, tab, figures, refused }: ShownWith,
) {
  const { position, questionCount } = page;
  const own = `${PAGE}/${page.attemptId}`;
  const deadline = page.deadlineAt && deadlineView(page.deadlineAt, now);
  const place = `${String(position)} / ${String(questionCount)}`;
  const framed = frame(`${page.basedOn === null ? '問題' : 'もう一度'} ${place}`, origin);
  return {
    ...framed,
    // The first that is heard of a page.
    title: `${deadline?.notice ?? ''}${framed.title}`,
    figure: figures.get(page.questionId) ?? null,
    isClosed: page.isClosed,
    leaveHref: origin.href,
    finishHref: `${own}/finish`,
    saveHref: `${own}/answers`,
    progress: progressOf(page),
    place,
    deadline,
    ...questionView(page, refused),
    position: String(position),
    revision: String(page.revision + 1),
    known: String(page.revision),
    tab,
    saved: page.answeredAt ? `保存しました ${formatTime(page.answeredAt)}` : 'まだ解答していません',
    previous: position > 1 ? String(position - 1) : '',
    next: position < questionCount ? String(position + 1) : '',
    mark: page.isMarked
      ? { value: 'off', label: '見直しの印を外す' }
      : { value: 'on', label: 'あとで見直す' },
    signs: QUESTION_SIGNS,
    grid: page.states.map((state) => gridCell(state, position)),
  };
}

/** An answer that is none stays as it was typed; of one that is older the newer one is shown, and it beside it. */
function questionView({ question, answer }: PlayerPage, refused?: RefusedAnswer | null) {
  if (!refused) return { question: questionFields(question, answer), refusedAnswer: '' };
  return refused.isFaulty
    ? { question: questionFields(question, refused.answer), refusedAnswer: '' }
    : {
        question: questionFields(question, answer),
        refusedAnswer: answerWords(question, refused.answer),
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

/** How many right answers are needed; the noise of decimal fractions must not ask for one more. */
export function neededCount(questionCount: number, passRatio: number): number {
  return Math.max(0, Math.ceil(questionCount * passRatio - 1e-9));
}

export function frame(heading: string, origin: QuizReturn) {
  return {
    title: `${heading} ${origin.title}`,
    heading,
    quizTitle: origin.title,
    breadcrumb: breadcrumb(...origin.way, [heading]),
  };
}

/** How long there is: counted down by the script, true at the moment of the page without it. */
function deadlineView(deadlineAt: Date, now: Date) {
  const milliseconds = deadlineAt.getTime() - now.getTime();
  return {
    milliseconds: String(milliseconds),
    left: leftText(milliseconds),
    notice: timeNotice(milliseconds),
    text: `${formatDateTime(deadlineAt)}まで。中断しても時間は進みます。過ぎると、保存した解答で提出されます。`,
  };
}

const LAST_MINUTES = 10;

/** Said on every page of the last ten minutes, for those without the script too; empty before. */
function timeNotice(milliseconds: number): string {
  const minutes = Math.max(0, Math.ceil(milliseconds / 60_000));
  return minutes > LAST_MINUTES ? '' : `残り${String(minutes)}分です。`;
}

/** 「あと12分」; the last minute is one. */
export function leftText(milliseconds: number): string {
  const minutes = Math.max(0, Math.ceil(milliseconds / 60_000));
  return minutes === 0 ? '時間になりました' : `あと${String(minutes)}分`;
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
    sign: state.isMarked ? QUESTION_SIGNS.marked : '',
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
