import type { Answer, SimpleAnswer } from './answer';
import { asWritten } from './display.rules';
import type { QuestionBody, SimpleBody } from './question-body';
import { parseNumber } from './scoring.rules';

const NUMERALS: Readonly<Record<string, number>> = {
  ...{ 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 },
  ...{ '2': 2, '3': 3, '4': 4, '5': 5, '6': 6 },
};
const COUNTED = /([二三四五六2-6])\s*(?:つ|個)(?:を|だけ|すべて)?\s*(?:選|答え|挙げ)/;

/** How many are to be chosen, where the question says it: 「2つ選んでください」. Null: as many as apply. */
export function choicesAsked(stem: string): number | null {
  const [, numeral = ''] = COUNTED.exec(stem.normalize('NFKC')) ?? [];
  return NUMERALS[numeral] ?? null;
}

/**
 * What makes an answer none, whatever the key is: letters where a number is wanted, one place for two things, more than
 * were asked for. Null when nothing does. What is not finished yet is no fault.
 */
export function faultOf(
  body: QuestionBody,
  order: readonly number[],
  shown: Answer | null,
): string | null {
  if (isNotAsked(body, order, shown)) return NOT_ASKED;
  const answer = asWritten(body, order, shown);
  if (answer === null) return null;
  if (body.kind !== 'case') return answer.kind === 'case' ? null : simpleFault(body, answer);
  if (answer.kind !== 'case') return null;
  const faults = body.questions.map((part, index) => {
    const given = answer.parts[index] ?? null;
    return given && simpleFault(part, given);
  });
  return faults.find((fault) => fault !== null) ?? null;
}

/** A choice that no page of ours offers. */
function isNotAsked(body: QuestionBody, order: readonly number[], shown: Answer | null): boolean {
  if (body.kind !== 'single' || shown?.kind !== 'single') return false;
  return shown.choices.length !== 1 || shown.choices.some((choice) => choice >= order.length);
}

function simpleFault(body: SimpleBody, answer: SimpleAnswer): string | null {
  if (body.kind === 'numeric' && 'text' in answer)
    return parseNumber(answer.text, body.unit) === null ? NO_NUMBER : null;
  if ('places' in answer && body.kind === 'order') return orderFault(answer.places);
  if ('places' in answer && body.kind === 'match')
    return matchFault(
      body.pairs.map(({ right }) => right),
      answer.places,
    );
  if (body.kind === 'multiple' && 'choices' in answer)
    return choiceFault(choicesAsked(body.stem), new Set(answer.choices).size);
  return null;
}

const NOT_ASKED = '画面を開き直して、もう一度解答してください。';
const NO_NUMBER = '数字で入力してください。単位は付けても付けなくてもかまいません。';

type Places = readonly (number | null)[];

function orderFault(places: Places): string | null {
  const taken = places.filter((place) => place !== null);
  const twice = taken.find((place, index) => taken.indexOf(place) !== index);
  if (twice === undefined) return null;
  return `${String(twice + 1)}番目が二つあります。それぞれ別の番号を選んでください。`;
}

/** What reads the same may be taken as often as it stands there. */
function matchFault(rights: readonly string[], places: Places): string | null {
  const taken = places.flatMap((place) => (place === null ? [] : [rights[place]]));
  const timesIn = (texts: readonly (string | undefined)[], text: string | undefined): number =>
    texts.filter((it) => it === text).length;
  const isTooOften = taken.some((text) => timesIn(taken, text) > timesIn(rights, text));
  return isTooOften ? '同じものが二つあります。それぞれ別のものを選んでください。' : null;
}

function choiceFault(asked: number | null, chosen: number): string | null {
  if (asked === null || chosen <= asked) return null;
  return `${String(asked)}つだけ選んでください。いまは${String(chosen)}つ選んでいます。`;
}
