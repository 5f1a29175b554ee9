import { fillAllWords, lessonWordsInUse, numberText } from '@app/platform';
import { FEWEST_PEOPLE, ITEM_FLAGS, type ItemFlag, type QuestionPlace } from '@app/practice';
import type { QuestionBody } from '@app/quizzes';

export const QUESTIONS = '/questions';

export function questionAddress(id: string): string {
  return `${QUESTIONS}/${id}`;
}

/** What somebody should look at, and what to do about it. */
export const FLAG_WORDS: Readonly<
  Record<ItemFlag, { readonly name: string; readonly next: string }>
> = {
  key_perhaps_wrong: {
    name: '正解が違うかもしれない',
    next: 'ほかの問題をよく正解する人が、正解より別の選択肢を選んでいます。問題文と正解を確かめ、誤りなら取り下げてください。',
  },
  discrimination_low: {
    name: '力の差が出ない',
    next: 'ほかの問題をよく正解する人も、この問題では正解していません。問い方があいまいでないか、別の正解がないかを確かめてください。',
  },
  drifting: {
    name: '正答率が変わってきた',
    next: '前に答えた人と後に答えた人で、正答率が変わっています。制度や言葉が変わって古くなっていないかを確かめてください。',
  },
  distractor_unused: {
    name: '選ばれない選択肢がある',
    next: '選んだ人が5%に満たない選択肢があります。次の版で、まちがえやすい別の選択肢に替えてください。急ぎません。',
  },
};

export const PLACE_WORDS: Readonly<Record<QuestionPlace, string>> = {
  course: '講座のテスト',
  practice: '練習',
  mock: '模擬試験',
};

/** 「12」; below five it is not said. */
export function answersText(answers: number | null, hasAnswers: boolean): string {
  if (answers !== null) return numberText(answers);
  return hasAnswers ? `${String(FEWEST_PEOPLE)}人未満` : '0';
}

export function shareText(share: number | null): string {
  return share === null ? '―' : `${String(Math.round(share * 100))}%`;
}

export function figureText(value: number | null): string {
  return value === null ? '―' : value.toFixed(2).replace('-', '−');
}

/** The worst first. */
export function flagsInOrder(flags: readonly ItemFlag[] | null) {
  return ITEM_FLAGS.filter((flag) => flags?.includes(flag)).map((flag) => FLAG_WORDS[flag]);
}

/** In the city's words. */
export function inCityWords(body: QuestionBody): QuestionBody {
  return fillAllWords(body, lessonWordsInUse());
}

/** What is asked, on one line. */
export function stemLine(authored: QuestionBody): string {
  const body = inCityWords(authored);
  const text = (body.kind === 'case' ? body.text : body.stem).trim().split('\n')[0] ?? '';
  const signs = Array.from(text);
  return signs.length <= SHOWN_SIGNS ? text : `${signs.slice(0, SHOWN_SIGNS).join('')}…`;
}

const SHOWN_SIGNS = 48;
