import { dayOfSerial, formatDateShort } from '@app/platform';
import { type CityWords, LONGEST_WORD, plainWord, type WordKind } from './city-words';
import { COLUMN_KINDS, DAY_COLUMNS, DAY_KINDS, OFFERED_WORDS, VALUE_KINDS } from './offered-words';
import type { ImportSource, SourceFile, SourceRow } from './read-files';

/** A word of a file that nobody has said the meaning of; `count` rows have it (0: a heading). */
export interface UnknownWord {
  readonly kind: WordKind;
  readonly word: string;
  readonly count: number;
  /** The first lines that have it. */
  readonly lines: readonly number[];
  /** 「46113 → 令和8年4月1日」 of a column in which a spreadsheet left its numbers. */
  readonly example: string;
}

/** A word of the city that was read as something else. */
export interface UsedWord {
  readonly kind: WordKind;
  readonly word: string;
  readonly meaning: string;
  readonly count: number;
}

export interface FoundWords {
  readonly unknown: readonly UnknownWord[];
  readonly used: readonly UsedWord[];
}

const MOST_WORDS = 100;
const LINES = 3;

const FILES = ['units', 'postings'] as const;

/** The words of the files that are none of ours: those nobody knows, and those that the city has explained. */
export function findWords(source: ImportSource, words: CityWords): FoundWords {
  const all = [
    ...VALUE_KINDS.map((kind) => valuesOf(kind, source[OFFERED_WORDS[kind].file], words)),
    ...FILES.map((file) => daysOf(file, source[file], words)),
    ...FILES.map((file) => headingsOf(file, source[file], words)),
  ];
  return {
    unknown: all.flatMap(({ unknown }) => unknown).slice(0, MOST_WORDS),
    used: all.flatMap(({ used }) => used).slice(0, MOST_WORDS),
  };
}

interface Place {
  count: number;
  readonly lines: number[];
  readonly first: string;
}

function placesOf(
  rows: readonly SourceRow[],
  column: string,
  isMeant: (text: string) => boolean,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { line, cells } of rows) {
    const text = (cells[column] ?? '').trim();
    const word = text.length > LONGEST_WORD ? '' : plainWord(text);
    if (word === '' || !isMeant(text)) continue;
    const place = places.get(word) ?? { count: 0, lines: [], first: text };
    place.count += 1;
    if (place.lines.length < LINES) place.lines.push(line);
    places.set(word, place);
  }
  return places;
}

function valuesOf(
  kind: keyof typeof OFFERED_WORDS,
  file: SourceFile | null,
  words: CityWords,
): FoundWords {
  const { column, isKnown } = OFFERED_WORDS[kind];
  const places = [...placesOf(file?.rows ?? [], column, (text) => !isKnown(text))];
  return {
    unknown: places.flatMap(([word, { count, lines }]): UnknownWord[] =>
      words.meaningOf(kind, word) ? [] : [{ kind, word, count, lines, example: '' }],
    ),
    used: places.flatMap(([word, { count }]): UsedWord[] => {
      const meaning = words.meaningOf(kind, word);
      return meaning ? [{ kind, word, meaning, count }] : [];
    }),
  };
}

function daysOf(
  file: (typeof FILES)[number],
  source: SourceFile | null,
  words: CityWords,
): FoundWords {
  const kind = DAY_KINDS[file];
  const found = DAY_COLUMNS[file].flatMap((word) => {
    const places = [...placesOf(source?.rows ?? [], word, (text) => dayOfSerial(text) !== null)];
    const [first] = places;
    if (first === undefined) return [];
    const day = dayOfSerial(first[1].first);
    return [
      {
        ...{ kind, word, lines: first[1].lines },
        count: places.reduce((sum, [, { count }]) => sum + count, 0),
        example: day === null ? '' : `${first[0]} → ${formatDateShort(day)}`,
      },
    ];
  });
  return {
    unknown: found.filter(({ word }) => !words.isCounted(kind, word)),
    used: found
      .filter(({ word }) => words.isCounted(kind, word))
      .map(({ word, count, example }) => ({ kind, word, meaning: `日付(${example})`, count })),
  };
}

function headingsOf(
  file: (typeof FILES)[number],
  source: SourceFile | null,
  words: CityWords,
): FoundWords {
  const kind = COLUMN_KINDS[file];
  const { unknownColumns = [], mapped = [] } = source?.form ?? {};
  return {
    // What was said of a heading since the file was read waits for the next file.
    unknown: unknownColumns
      .filter((word) => words.meaningOf(kind, word) === undefined)
      .map((word) => ({ kind, word, count: 0, lines: [], example: '' })),
    used: mapped.map(({ heading, column }) => ({
      ...{ kind, word: heading, meaning: column, count: 0 },
    })),
  };
}
