import { formatDateShort } from '../calendar/japanese-date';
import type { LocalDate } from '../calendar/local-date';
import { addedRoleOf, isWordKey, PRODUCT_WORDS, roleWordKey, VOCABULARY } from './vocabulary';
import type { WordForms, Words } from './words';

/** Messages by the fields of a form: the key, and `key_short` for the form inside a sentence. */
export type WordProblems = Readonly<Record<string, string>>;

/** What pages speak of side by side. Names in lessons may be alike: one office may be the contact for everything. */
const KEYS = Object.keys(PRODUCT_WORDS) as readonly (keyof typeof PRODUCT_WORDS)[];
/** In a small city one office is both. */
const OFFICES: readonly string[] = ['program_office', 'hr'];

/** Signs that would be read as a place to fill in, or as markup, where the word is put into a text. */
const SIGNS = /[{}<>]/;

interface Use {
  readonly key: string;
  readonly field: string;
  /** As it is compared. */
  readonly text: string;
  readonly written: string;
}

/** Of words that are to be written: those with signs that no word has. */
export function signProblems(
  changes: readonly (WordForms & { readonly key: string })[],
): WordProblems {
  const found = changes.flatMap(usesOf).filter(({ text }) => SIGNS.test(text));
  return Object.fromEntries(
    found.map(({ field }) => [field, '言葉に { } < > の記号は使えません。取り除いてください。']),
  );
}

/** Of words that are to be written: those with characters that no letter could show. */
export function glyphProblems(
  changes: readonly (WordForms & { readonly key: string })[],
  missingIn: (text: string) => readonly string[],
): WordProblems {
  const found = changes.flatMap(usesOf).map(({ field, written }) => ({
    ...{ field, missing: missingIn(written) },
  }));
  return Object.fromEntries(
    found
      .filter(({ missing }) => missing.length > 0)
      .map(({ field, missing }) => [
        field,
        `書面の書体にない文字(${missing.join('、')})は使えません。取り除くか、別の文字に変えてください。`,
      ]),
  );
}

/** A form of a word that reads like a form of another one. */
export interface SameWord {
  readonly key: string;
  readonly field: string;
  readonly other: string;
  readonly text: string;
}

/** Of all words of one day: those that stand for two things. */
export function sameWords(words: Words): readonly SameWord[] {
  const added = [...words.added].map(([role, forms]) => ({ key: roleWordKey(role), ...forms }));
  const uses = [...KEYS.map((key) => ({ key, ...words.forms(key) })), ...added].flatMap(usesOf);
  return uses.flatMap(({ key, field, text }) => {
    const other = uses.find((it) => it.text === text && !mayBeAlike(it.key, key));
    return other ? [{ key, field, other: other.key, text }] : [];
  });
}

/** What a message about the words of another day must tell: what stands on pages today, and from which day a word holds. */
export interface WordsBefore {
  readonly now: Words;
  readonly begins: (key: string) => LocalDate | null;
}

/** The same as messages at the fields of a form. A word that nobody has seen yet is told with its day. */
export function sameWordProblems(words: Words, { now, begins }: WordsBefore): WordProblems {
  return Object.fromEntries(
    sameWords(words).map(({ field, other, text }) => {
      const name = standardWord(other, now);
      const day = begins(other);
      const isSeen =
        day === null ||
        usesOf({ key: other, ...formsIn(other, now) }).some((it) => it.text === text);
      const which = isSeen
        ? `「${name}」の言葉`
        : `「${name}」が${formatDateShort(day)}から使う言葉`;
      return [field, `${which}と同じです。見分けられるように、別の言葉を入力してください。`];
    }),
  );
}

function formsIn(key: string, words: Words): WordForms {
  return isWordKey(key) ? words.forms(key) : words.role(addedRoleOf(key) ?? key);
}

/** What somebody knows the thing by: the standard word, or the city's own where there is no other. */
export function standardWord(key: string, words: Words): string {
  if (isWordKey(key)) return VOCABULARY[key].word;
  return words.role(addedRoleOf(key) ?? key).word;
}

/** Both forms, once where they are the same. */
function usesOf({ key, word, short }: WordForms & { readonly key: string }): readonly Use[] {
  const full = { key, field: key, text: plain(word), written: word };
  if (short === word) return [full];
  return [full, { key, field: `${key}_short`, text: plain(short), written: short }];
}

function mayBeAlike(one: string, other: string): boolean {
  return one === other || (OFFICES.includes(one) && OFFICES.includes(other));
}

/** Wide and narrow letters look alike, and a blank within a word makes no other one of it. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/gu, '');
}
