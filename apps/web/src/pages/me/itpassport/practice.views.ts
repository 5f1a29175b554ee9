import { fillLessonWords, lessonWordsInUse } from '@app/platform';
import type { PracticePage, PracticeSummary } from '@app/practice';
import type { SessionKind } from '@app/practice';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb } from '../../../shell/view-parts';
import { feedbackView, questionFields, withReasons } from '../../learn/quiz/question.views';
import { firstLine } from '../../learn/quiz/result.views';

const KIND_TITLES: Readonly<Record<SessionKind, string>> = {
  today: '今日の10問',
  chosen: '選んだ範囲の練習',
  wrong: '間違えた問題',
  marked: '印の問題',
  mixed: '混ぜて練習',
};

const DIFFICULTIES = ['', 'やさしい', 'ふつう', 'むずかしい'];

export function sessionAddress(sessionId: string): string {
  return `/itpassport/practice/${sessionId}`;
}

/** One question: asked, or answered with the reason of every choice and the way on. */
export function practiceView(page: PracticePage) {
  const { kind, feedback } = page;
  const told = feedback && feedbackView(feedback);
  const fields = required(questionFields(page.question, page.answer));
  return {
    title: KIND_TITLES[kind],
    breadcrumb: breadcrumb(['ITパスポート', '/itpassport'], [KIND_TITLES[kind]]),
    ...placeView(page),
    about: `${page.middleName}・${page.itemName}・${DIFFICULTIES[page.difficulty] ?? ''}`,
    isAsked: told === null && page.endedAt === null,
    isAtEnd: isAtEnd(page),
    question: told ? withReasons(fields, told) : fields,
    verdict: told?.chip ?? null,
    feedback: told && { ...told, chip: null, choices: [] },
    figure: figureView(page),
    lessons: page.lessons.map(({ key, title }) => ({
      href: `/courses/${page.courseKey}/lessons/${key}`,
      label: title,
    })),
    terms: page.terms.map((term) => ({ href: address('/glossary', { q: term }), label: term })),
    mark: page.isMarked
      ? { value: 'off', label: '「あとで見直す」を外す' }
      : { value: 'on', label: 'あとで見直す' },
  };
}

/** Nothing is left to break off. */
function isAtEnd({ endedAt, feedback, position, size }: PracticePage): boolean {
  return endedAt !== null || (feedback !== null && position === size);
}

/** Where in the session it stands, and the ways on from it. */
function placeView({ sessionId, size, position, places, endedAt }: PracticePage) {
  const own = sessionAddress(sessionId);
  const answered = places.filter(({ isCorrect }) => isCorrect !== null);
  const right = answered.filter(({ isCorrect }) => isCorrect);
  const isNewest = position === places.length;
  return {
    position,
    heading: size === null ? `${String(position)}問目` : `${String(position)} / ${String(size)}`,
    score: `ここまで${String(answered.length)}問中${String(right.length)}問正解`,
    actions: {
      answer: `${own}/answers`,
      next: `${own}/next`,
      stop: `${own}/stop`,
      mark: `${own}/mark`,
    },
    nextHref: isNewest ? '' : address(own, { q: position + 1 }),
    previousHref: position > 1 ? address(own, { q: position - 1 }) : '',
    resultHref: endedAt === null ? '' : `${own}/result`,
    isDone: size !== null && position >= size,
  };
}

function figureView({ figure, courseKey, versionId }: PracticePage) {
  if (figure === null) return null;
  const name = figure.asset.replace('assets/', '');
  return { src: `/courses/${courseKey}/assets/${versionId}/${name}`, alt: figure.alt };
}

/** One of the choices must be taken: the browser says so before anything is sent. */
function required(fields: ReturnType<typeof questionFields>): ReturnType<typeof questionFields> {
  const options = fields.options.map((it) => ({ ...it, isRequired: it.type === 'radio' }));
  return { ...fields, options };
}

/** What was right and wrong, and what to do with it. */
export function summaryView(
  { kind, isEnded, results }: PracticeSummary,
  { sessionId }: { readonly sessionId: string },
) {
  const own = sessionAddress(sessionId);
  const wrong = results.filter(({ isCorrect }) => !isCorrect);
  return {
    title: `${KIND_TITLES[kind]}の結果`,
    breadcrumb: breadcrumb(['ITパスポート', '/itpassport'], ['結果']),
    summary: summary(results.length, wrong.length),
    isEnded,
    backHref: own,
    results: results.map((it) => ({
      href: address(own, { q: it.position }),
      label: `${String(it.position)}問目`,
      stem: firstLine(fillLessonWords(it.stem, lessonWordsInUse())),
      about: `${it.middleName}・${it.itemName}`,
      chip: stateChip(it.isCorrect ? 'answer.right' : 'answer.wrong'),
    })),
    hasWrong: wrong.length > 0,
  };
}

function summary(count: number, wrong: number): string {
  if (count === 0) return '解答した問題はありません。';
  if (wrong === 0)
    return count === 1 ? '1問を解き、正解でした。' : `${String(count)}問とも正解です。`;
  return `${String(count)}問のうち${String(count - wrong)}問が正解でした。間違えた${String(wrong)}問は、明日以降の「今日の10問」にもう一度出ます。`;
}
