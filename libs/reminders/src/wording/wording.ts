import { dayText, type LocalDate, words } from '@app/platform';
import type { KindWords, ReminderKindFacts } from '../kinds/reminder-kind';

/** The words of a kind as the city has written them: texts with places like 「{期限}」. */
export interface Wording {
  readonly title: string;
  readonly line: string;
}

/** A wording as it was settled from a day on; without texts it goes back to those of the product. */
export interface DatedWording {
  readonly kind: string;
  readonly validFrom: LocalDate;
  readonly title: string | null;
  readonly line: string | null;
}

/** Words of the city that may stand in any text. */
const CITY_PLACES: Readonly<Record<string, () => string>> = {
  課: () => words.unit,
  所属長: () => words.unitHead,
  推進室: () => words.programOffice,
  人事: () => words.hr,
  リーダー: () => words.leaderTitle,
  サポーター: () => words.supporterTitle,
};
/** What is known of each entry only. */
const DUE = '期限';
const STANDARD = '標準の文';

const PLACE = /\{([^{}]*)\}/gu;
const inBraces = (name: string) => `{${name}}`;

/** What may stand in braces, in the order in which it is explained. */
export function placesOf({ words: { hasDueDate } }: ReminderKindFacts) {
  const title = Object.keys(CITY_PLACES).map(inBraces);
  return { title, line: [STANDARD, ...(hasDueDate ? [DUE] : [])].map(inBraces).concat(title) };
}

const LONGEST = { title: 40, line: 200 } as const;
const NAMES = { title: '見出し', line: '文' } as const;

/** What is wrong with a wording, by the field, and what to do. */
export function wordingProblems(
  kind: ReminderKindFacts,
  wording: Wording,
): Readonly<Record<string, string>> {
  const places = placesOf(kind);
  const problems: Record<string, string> = {};
  for (const field of ['title', 'line'] as const) {
    const problem = textProblem(field, wording[field], places[field]);
    if (problem !== '') problems[field] = problem;
  }
  return problems;
}

function textProblem(field: keyof Wording, text: string, allowed: readonly string[]): string {
  if (text.trim() === '') return `${NAMES[field]}を入力してください。`;
  if (text.length > LONGEST[field])
    return `${NAMES[field]}は${String(LONGEST[field])}文字以内で入力してください。`;
  if (/[\p{Cc}\p{Cf}]/u.test(text)) return `${NAMES[field]}に改行などは使えません。`;
  const unknown = [...text.matchAll(PLACE)].find(([place]) => !allowed.includes(place));
  if (unknown === undefined && !/[{}]/u.test(text.replace(PLACE, ''))) return '';
  const what =
    unknown === undefined ? '{ と } の組が合っていません' : `「${unknown[0]}」は使えません`;
  return `${what}。使えるのは、${allowed.join('')} です。`;
}

type About = Parameters<KindWords['line']>[0];

/** How a kind speaks by a wording; without one, as the product does. */
export function spokenBy(kind: ReminderKindFacts, wording: Wording | null): KindWords {
  if (wording === null) return kind.words;
  return {
    ...kind.words,
    title: () => fill(wording.title, (name) => CITY_PLACES[name]?.()),
    line: (about) => fill(wording.line, (name) => placeOf(kind, name, about)),
  };
}

function placeOf(kind: ReminderKindFacts, name: string, about: About): string | undefined {
  if (name === STANDARD) return kind.words.line(about);
  if (name === DUE) return dayText(about.dueOn, about.today);
  return CITY_PLACES[name]?.();
}

/** A place that is no longer known stays as it was written: a mail is sent all the same. */
const fill = (text: string, valueOf: (name: string) => string | undefined): string =>
  text.replace(PLACE, (place: string, name: string) => valueOf(name) ?? place);

/** The words of a kind on a day. */
export type WordsOf = (kind: ReminderKindFacts, day: LocalDate) => KindWords;

export function wordsFrom(rows: readonly DatedWording[]): WordsOf {
  return (kind, day) => spokenBy(kind, wordingOn(rows, kind.name, day));
}

export function wordingOn(
  rows: readonly DatedWording[],
  kind: string,
  day: LocalDate,
): Wording | null {
  const held = rows
    .filter((row) => row.kind === kind && row.validFrom <= day)
    .toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))
    .at(-1);
  const { title = null, line = null } = held ?? {};
  return title === null || line === null ? null : { title, line };
}

export function isSameWording(one: Wording | null, other: Wording | null): boolean {
  return one?.title === other?.title && one?.line === other?.line;
}
