import { type CityWords, plainWord } from './city-words';
import type { TableLayout } from './read-files';

/** Headings as they stand in the file, by the column that each of them is. */
export interface ColumnNames {
  readonly names: ReadonlyMap<string, string>;
  /** Two spellings of one column, where there are: which of them counts, only the sender knows. */
  readonly doubles: readonly string[] | null;
  readonly unknown: readonly string[];
  /** Headings that are read as a column of another name. */
  readonly mapped: readonly { readonly heading: string; readonly column: string }[];
}

/**
 * Which heading is which column: by its own name first, then by what the city said of it, then by what others call it. A
 * file that has a column under its own name keeps it, whatever else sounds like it.
 */
export function columnNames(
  table: TableLayout,
  header: readonly string[],
  words: CityWords,
): ColumnNames {
  const strict = header.map((heading) => ({ heading, column: strictColumn(table, heading) }));
  const own = new Set(strict.map(({ column }) => column));
  const all = strict.map(({ heading, column }) => {
    const other = otherColumn(table, column, words);
    return { heading, column: other !== undefined && !own.has(other) ? other : column };
  });
  const isOurs = (column: string) => Object.hasOwn(table.columns, column);
  const ours = all.filter(({ column }) => isOurs(column));
  const doubled = ours.filter(({ heading, column }) =>
    ours.some((one) => one.column === column && one.heading !== heading),
  );
  const unknown = all.filter(
    ({ heading, column }) =>
      column !== '' && !isOurs(column) && ignored(table, heading, words) !== null,
  );
  return {
    names: new Map(all.map(({ heading, column }) => [column, heading])),
    doubles:
      doubled.length === 0
        ? null
        : doubled.filter((one) => one.column === doubled[0]?.column).map(({ heading }) => heading),
    unknown: [...new Set(unknown.map(({ heading }) => heading))],
    mapped: ours.filter(({ heading, column }) => plainWord(heading) !== column),
  };
}

/** How many different columns of the table stand among these cells. */
export function countColumns(
  table: TableLayout,
  cells: readonly string[],
  words: CityWords,
): number {
  const { names } = columnNames(table, cells, words);
  return [...names.keys()].filter((column) => Object.hasOwn(table.columns, column)).length;
}

/** Whether a heading that stands twice or not at all would matter: it is one of the columns, or may be. */
export function isColumn(table: TableLayout, heading: string, words: CityWords): boolean {
  const plain = strictColumn(table, heading);
  return (
    Object.hasOwn(table.columns, plain) || typeof otherColumn(table, plain, words) === 'string'
  );
}

function strictColumn({ alsoCalled = {} }: TableLayout, heading: string): string {
  const plain = plainWord(heading);
  return (Object.hasOwn(alsoCalled, plain) ? alsoCalled[plain] : undefined) ?? plain;
}

function otherColumn(table: TableLayout, plain: string, words: CityWords): string | undefined {
  const said = table.wordKind ? words.meaningOf(table.wordKind, plain) : undefined;
  if (said !== undefined) return said ?? undefined;
  const { oftenCalled = {} } = table;
  return Object.hasOwn(oftenCalled, plain) ? oftenCalled[plain] : undefined;
}

/** Null for a heading of which was said that it is not to be read. */
function ignored({ wordKind }: TableLayout, heading: string, words: CityWords) {
  return wordKind && words.meaningOf(wordKind, heading);
}
