import { composeText, InvalidInput } from '@app/platform';

/** What a city may call in its own way: values of columns, headings, and columns whose days a spreadsheet counts. */
export const WORD_KINDS = [
  'unit_kind',
  'posting_kind',
  'employment_type',
  'status',
  'unit_column',
  'posting_column',
  'unit_day',
  'posting_day',
] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** What HR calls the system that writes the files, as long as it gives no other name. */
export const USUAL_SOURCE = '人事給与システム';

/** Longer than any word; what stands there is something else. */
export const LONGEST_WORD = 40;
const LONGEST_SOURCE = 40;

/** The name of a source as it is kept; the usual one when none is given. */
export function requireSource(name: string | undefined): string {
  const source = composeText((name ?? '').replace(/[\p{Cc}\p{Surrogate}]/gu, '')).trim();
  if (source.length > LONGEST_SOURCE) {
    throw new InvalidInput({
      source: `データの出どころは${String(LONGEST_SOURCE)}文字までで入力してください。`,
    });
  }
  return source === '' ? USUAL_SOURCE : source;
}

/** A word of the city and what it means here; a heading that means nothing (null) is not read. */
export interface CityWord {
  readonly kind: WordKind;
  readonly word: string;
  readonly meaning: string | null;
}

/** How words are compared: width and spaces do not matter. */
export function plainWord(word: string): string {
  return word.normalize('NFKC').replace(/\s+/g, '');
}

/** What was said once about the words of one source. */
export class CityWords {
  private readonly meanings: ReadonlyMap<string, string | null>;

  constructor(words: readonly CityWord[] = []) {
    this.meanings = new Map(
      words.map(({ kind, word, meaning }) => [keyOf(kind, word), meaning] as const),
    );
  }

  /** Undefined when nothing was said of it. */
  meaningOf(kind: WordKind, word: string): string | null | undefined {
    return this.meanings.get(keyOf(kind, word));
  }

  /** Whether the days of this column are numbers of a spreadsheet. */
  isCounted(kind: 'unit_day' | 'posting_day', column: string): boolean {
    return typeof this.meaningOf(kind, column) === 'string';
  }
}

export const NO_WORDS = new CityWords();

function keyOf(kind: WordKind, word: string): string {
  return `${kind} ${plainWord(word)}`;
}
