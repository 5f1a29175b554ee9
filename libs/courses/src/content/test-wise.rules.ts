import { bigramsOf, numbersOf, plain, type Single } from './choice-text.rules';
import { lengthOf } from './lint-lesson.rules';

/** Words that a careful writer avoids in what is true, and a hurried one puts into what is wrong. */
export const ABSOLUTE = /必ず|絶対|全て|すべて|(?<![非日通])常に|一切|決して|誰でも/u;

/** The places of the choices that somebody without any knowledge would point at; none when the trick does not apply. */
type Trick = (question: Single) => readonly number[];

/** How often a trick was right, and how likely that is by chance. */
export interface TrickResult {
  readonly name: string;
  readonly right: number;
  readonly tried: number;
  readonly probability: number;
}

const ENOUGH_TRIES = 8;
/** One in a hundred over all tricks together (Bonferroni). */
const CHANCE = 0.01;

const TRICKS: Readonly<Record<string, Trick>> = {
  いちばん長い選択肢: ({ choices }) => best(choices.map(({ text }) => lengthOf(plain(text)))),
  いちばん短い選択肢: ({ choices }) => best(choices.map(({ text }) => -lengthOf(plain(text)))),
  断定する言葉のない選択肢: withoutAbsolutes,
  問題文の言葉を含む選択肢: ({ stem, choices }) => best(echoes(stem, choices)),
  ほかと共通点の多い選択肢: ({ choices }) => best(overlaps(choices)),
  ほかと共通点の少ない選択肢: ({ choices }) => best(overlaps(choices).map((share) => -share)),
  数値の中ほど: middleNumbers,
};

/**
 * What a solver without any knowledge gets out of a bank of questions, trick by trick. The probability is that of at
 * least so many right answers by chance (binomial, each question with its own chance taken on average).
 */
export function testWiseResults(bank: readonly Single[]): TrickResult[] {
  return Object.entries(TRICKS).map(([name, trick]) => {
    let right = 0;
    let tried = 0;
    let chances = 0;
    for (const question of bank) {
      const pointed = trick(question);
      if (pointed.length === 0 || pointed.length === question.choices.length) continue;
      tried += 1;
      chances += pointed.length / question.choices.length;
      if (pointed.some((place) => question.choices[place]?.correct === true)) right += 1;
    }
    const probability = tried === 0 ? 1 : atLeast(right, tried, chances / tried);
    return { name, right, tried, probability };
  });
}

/** The tricks that pay in this bank: it teaches how to guess instead of what to know. */
export function payingTricks(bank: readonly Single[]): TrickResult[] {
  const limit = CHANCE / Object.keys(TRICKS).length;
  return testWiseResults(bank).filter(
    ({ tried, probability }) => tried >= ENOUGH_TRIES && probability < limit,
  );
}

/** P(X ≥ right) for X ~ B(tried, chance), summed in logarithms: no factorial grows too large. */
export function atLeast(right: number, tried: number, chance: number): number {
  let sum = 0;
  let logOfChoose = 0;
  for (let count = 0; count <= tried; count++) {
    if (count > 0) logOfChoose += Math.log(tried - count + 1) - Math.log(count);
    if (count < right) continue;
    sum += Math.exp(
      logOfChoose + count * Math.log(chance) + (tried - count) * Math.log(1 - chance),
    );
  }
  return Math.min(1, sum);
}

/** The place of the one highest value; none when two are equally high. */
function best(values: readonly number[]): number[] {
  const highest = Math.max(...values);
  const places = values.flatMap((value, place) => (value === highest ? [place] : []));
  return places.length === 1 ? places : [];
}

function withoutAbsolutes({ choices }: Single): number[] {
  return choices.flatMap(({ text }, place) => (ABSOLUTE.test(text) ? [] : [place]));
}

function echoes(stem: string, choices: Single['choices']): number[] {
  const asked = bigramsOf(stem);
  return choices.map(({ text }) => shareOf(bigramsOf(text), (pair) => asked.has(pair)));
}

/** Distractors are variations of the key: the key then has most in common with the others. */
function overlaps(choices: Single['choices']): number[] {
  const all = choices.map(({ text }) => bigramsOf(text));
  return all.map((own, place) => {
    const others = all.filter((_, other) => other !== place);
    const shares = others.map((other) => shareOf(own, (pair) => other.has(pair)));
    return shares.reduce((total, share) => total + share, 0);
  });
}

function shareOf(pairs: ReadonlySet<string>, isShared: (pair: string) => boolean): number {
  return pairs.size === 0 ? 0 : [...pairs].filter(isShared).length / pairs.size;
}

/** All but the smallest and the largest number. */
function middleNumbers(question: Single): number[] {
  const values = numbersOf(question);
  if (!values || values.length < 4) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.flatMap((value, place) => (value > low && value < high ? [place] : []));
}
