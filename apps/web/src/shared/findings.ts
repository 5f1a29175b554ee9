import type { ListColumn } from '../shell/lists/list';

/** What is wrong with a value of a row that was sent in, and what to do about it. */
export interface Found {
  /** Empty: the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly remedy: string;
}

export function placeText({ column, value }: Found): string {
  if (column === '') return '行の全体';
  return value === '' ? `${column}(空欄)` : `${column}「${beginning(value)}」`;
}

const LONGEST_SHOWN = 40;

/** As much as tells which value is meant. */
function beginning(value: string): string {
  const signs = Array.from(value);
  return signs.length <= LONGEST_SHOWN ? value : `${signs.slice(0, LONGEST_SHOWN).join('')}…`;
}

/** Three columns: where, why, and what to do; a line for each thing that was found. */
export function foundColumns<Row>(
  findingsOf: (row: Row) => readonly Found[],
): readonly ListColumn<Row>[] {
  const column = (
    key: string,
    heading: string,
    textsOf: (found: readonly Found[]) => readonly string[],
  ): ListColumn<Row> => ({
    ...{ key, heading },
    value: (row) => textsOf(findingsOf(row)).join(' '),
    show: (row) => ({ text: '', lines: textsOf(findingsOf(row)) }),
  });
  return [
    column('columns', '列と値', (found) => found.map(placeText)),
    column('reasons', '理由', (found) => found.map(({ reason }) => reason)),
    column('remedies', 'すること', (found) => [...new Set(found.map(({ remedy }) => remedy))]),
  ];
}
