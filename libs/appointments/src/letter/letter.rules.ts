import { formatDateShort, type LocalDate, localDateSchema } from '@app/platform';
import { z } from 'zod';
import { LETTER_KINDS, type LetterKind } from '../role/letter-kind';

/** 公印, 公印省略 or 電子. */
export const SEAL_KINDS = ['sealed', 'omitted', 'electronic'] as const;
export type SealKind = (typeof SEAL_KINDS)[number];

/** The seal stays on 委嘱状; notices carry 公印省略. */
export const USUAL_SEAL: Readonly<Record<LetterKind, SealKind>> = {
  appointment: 'omitted',
  commission: 'sealed',
};

/** The words of a letter, in which `{{…}}` stands for what differs from one person to the next. */
export interface LetterWords {
  readonly title: string;
  readonly addressee: string;
  readonly body: string;
  readonly authorityTitle: string;
  readonly authorityName: string;
  readonly numberPrefix: string;
}

/** What differs, as it is on the first day of the term and in the words of that day. */
export const letterFacts = z.object({
  name: z.string(),
  staffNumber: z.string(),
  unitName: z.string(),
  postTitle: z.string(),
  roleName: z.string(),
  termStart: localDateSchema,
  termEnd: localDateSchema,
  documentNumber: z.string(),
  /** Of the decisions by which the term was extended since, the oldest first. */
  extensionNumbers: z.array(z.string()).default([]),
  cityName: z.string(),
  datedOn: localDateSchema,
});
export type LetterFacts = z.infer<typeof letterFacts>;

/** A letter line by line, as it is drawn. */
export const letterContent = z.object({
  number: z.string(),
  day: z.string(),
  addressee: z.array(z.string()),
  title: z.string(),
  body: z.array(z.string()),
  authority: z.string(),
  seal: z.enum(SEAL_KINDS),
  /** 「再発行 令和9年1月10日」; empty on the first issue. */
  stamp: z.string(),
});
export type LetterContent = z.infer<typeof letterContent>;

/** What an issued letter says, kept beside its bytes. */
export const letterSays = z.object({
  letter: z.enum(LETTER_KINDS),
  facts: letterFacts,
  content: letterContent,
});
export type LetterSays = z.infer<typeof letterSays>;

const FILLED: Readonly<Record<string, (facts: LetterFacts) => string>> = {
  氏名: ({ name }) => name,
  職員番号: ({ staffNumber }) => staffNumber,
  所属: ({ unitName }) => unitName,
  職名: ({ postTitle }) => postTitle,
  役割: ({ roleName }) => roleName,
  任期: ({ termStart, termEnd }) =>
    `${formatDateShort(termStart)}から${formatDateShort(termEnd)}まで`,
  任期の始まり: ({ termStart }) => formatDateShort(termStart),
  任期の終わり: ({ termEnd }) => formatDateShort(termEnd),
  文書番号: ({ documentNumber }) => documentNumber,
  書面の日付: ({ datedOn }) => formatDateShort(datedOn),
  市名: ({ cityName }) => cityName,
};

/** In the order in which they are offered. */
export const PLACEHOLDERS: readonly string[] = Object.keys(FILLED);

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The text for somebody who reads it and does not write it: `{{市名}}` is the city, `{{氏名}} 様` is 〔氏名〕 様. */
export function readableWords(text: string, cityName: string): string {
  return text.replace(PLACEHOLDER, (_, name: string) =>
    name.trim() === '市名' ? cityName : `〔${name.trim()}〕`,
  );
}

/** What cannot be filled in a text, in words; null for a text that can. */
export function placeholderProblem(text: string): string | null {
  const unknown = [...text.matchAll(PLACEHOLDER)]
    .map(([whole, name = '']) => ({ whole, name }))
    .find(({ name }) => !Object.hasOwn(FILLED, name.trim()));
  const offered = PLACEHOLDERS.map((name) => `{{${name}}}`).join(' ');
  if (unknown) return `${unknown.whole}は使えません。使えるのは ${offered} です。`;
  return /\{\{|\}\}/.test(text.replace(PLACEHOLDER, ''))
    ? `「{{」と「}}」は、{{氏名}}のように組にしてください。使えるのは ${offered} です。`
    : null;
}

interface Told {
  readonly place: string;
  readonly field: keyof LetterWords;
  readonly within: readonly (keyof LetterWords)[];
  readonly missing: string;
}

/** What every letter must tell, where it can stand, and at which field it is said when it stands nowhere. */
const TOLD: readonly Told[] = [
  {
    ...{ place: '役割', field: 'body', within: ['title', 'body'] },
    missing:
      '本文に「{{役割}}」を入れてください。このままでは、どの役割の書面かが書かれません(例: {{役割}}に任命します。)。',
  },
  {
    ...{ place: '氏名', field: 'addressee', within: ['addressee', 'body'] },
    missing:
      '宛名に「{{氏名}}」を入れてください。このままでは、だれへの書面かが書かれません(例: {{氏名}} 様)。',
  },
];

/** By field: what a letter in these words would not tell. */
export function untoldProblems(words: LetterWords): Readonly<Record<string, string>> {
  const tells = (text: string, place: string): boolean =>
    [...text.matchAll(PLACEHOLDER)].some(([, name = '']) => name.trim() === place);
  const untold = TOLD.filter(
    ({ place, within }) => !within.some((field) => tells(words[field], place)),
  );
  return Object.fromEntries(untold.map(({ field, missing }) => [field, missing]));
}

/** Why a letter is to be issued again: the end that it says is not the end of the term any more. Null where it is. */
export function againReason(issuedEnd: LocalDate, termEnd: LocalDate): string | null {
  if (issuedEnd === termEnd) return null;
  const end = formatDateShort(termEnd);
  return issuedEnd < termEnd ? `任期を${end}まで延長したため` : `任期の終わりを${end}に改めたため`;
}

/** How often a letter was issued before, and on what day it is issued again. */
export interface Reissue {
  readonly number: number;
  readonly on: LocalDate;
}

export function contentOf(
  words: LetterWords & { readonly seal: SealKind },
  facts: LetterFacts,
  { number, on }: Reissue,
): LetterContent {
  const fill = (text: string): string =>
    text
      .replace(PLACEHOLDER, (_, name: string) => FILLED[name.trim()]?.(facts) ?? '')
      .normalize('NFC');
  return {
    number: fill(`${words.numberPrefix}${facts.documentNumber}`),
    day: formatDateShort(facts.datedOn),
    addressee: linesOf(fill(words.addressee)),
    title: fill(words.title),
    body: [...linesOf(fill(words.body)), ...extensionLines(facts)],
    authority: [words.authorityTitle, words.authorityName].map(fill).join(' ').trim(),
    seal: words.seal,
    stamp: number === 1 ? '' : `再発行 ${formatDateShort(on)}`,
  };
}

/** A term that runs longer than it was given says by which decision: the templates know nothing of it. */
function extensionLines({ extensionNumbers }: LetterFacts): string[] {
  return extensionNumbers.length === 0 ? [] : [`任期の延長 ${extensionNumbers.join('、')}`];
}

/** A line of which nothing is left is none. */
function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
