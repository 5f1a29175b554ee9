import type { QuestionFile } from './course-files.schema';

export type Single = Extract<QuestionFile, { kind: 'single' }>;

const NUMBER = /^(?:約|毎秒)?(-?\d[\d,]*(?:\.\d+)?)\s*[^\d\s、,]{0,6}$/u;
const TABLE_ROW = /^\s*\|/;
const INDENTED = /^ {2,}\S/;

/** As written, in one width and without outer spaces. */
export function plain(text: string): string {
  return text.normalize('NFKC').trim();
}

/** The value of a choice that is only a number with its unit; null for anything else. */
export function numberIn(text: string): number | null {
  const digits = NUMBER.exec(plain(text))?.[1];
  return digits === undefined ? null : Number(digits.replaceAll(',', ''));
}

/** The values of a question whose choices are all numbers; null when one of them is not. */
export function numbersOf({ choices }: Single): number[] | null {
  const values = choices.map((choice) => numberIn(choice.text));
  return values.every((value) => value !== null) ? values : null;
}

/** What is asked in running text: without the rows of a table and the lines of a program. */
export function proseOf(stem: string): string {
  return stem
    .split('\n')
    .filter((row) => !TABLE_ROW.test(row) && !INDENTED.test(row))
    .join('\n')
    .trim();
}

export function hasTable(stem: string): boolean {
  return stem.split('\n').some((row) => TABLE_ROW.test(row));
}

/** The indented lines of a stem: a program, a formula or an SQL statement. */
export function codeOf(stem: string): string {
  return stem
    .split('\n')
    .filter((row) => INDENTED.test(row))
    .join('\n');
}

/** The sentence that asks: the last one that ends like a question. */
export function askedSentence(stem: string): string {
  const sentences = proseOf(stem)
    .split(/(?<=[。?？])|\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
  return sentences.findLast((sentence) => /(か|こと)[。?？]?$/u.test(sentence)) ?? '';
}

/** Pairs of neighbouring letters: what two texts share without knowing any word. */
export function bigramsOf(text: string): ReadonlySet<string> {
  const letters = plain(text).replaceAll(/[\s\p{P}\p{S}]/gu, '');
  const pairs = new Set<string>();
  for (let from = 0; from + 2 <= letters.length; from++) pairs.add(letters.slice(from, from + 2));
  return pairs;
}
