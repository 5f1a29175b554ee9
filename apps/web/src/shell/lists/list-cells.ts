import type { SheetCell } from '@app/platform';
import { isShort } from '../short-text';
import type { ChipView } from '../signs';
import { type CellView, cellText, type ListColumn } from './list';

/** Every field is there: a template refuses what is missing. */
export interface ShownCell extends Required<Omit<CellView, 'chip' | 'alert' | 'person' | 'bar'>> {
  readonly bar: CellView['bar'] | null;
  readonly person: CellView['person'] | null;
  readonly chip: ChipView | null;
  readonly alert: ChipView | null;
  /** The day that the text names, 2027-04-01. */
  readonly day: string;
  readonly heading: string;
  /** What a number counts; a phone writes it behind. */
  readonly unit: string;
  readonly classes: string;
  readonly isRowHeading: boolean;
  readonly slot: object | null;
}

type Content = Omit<ShownCell, 'heading' | 'unit' | 'classes' | 'isRowHeading'>;

/** Where a phone puts a cell: beside the name, in the line of facts below it, or nowhere. */
type Place = 'state' | 'fact' | 'none' | 'slot' | 'name';

const NONE = '―';

/** One row, each cell with where it stands on paper, on a screen and on a phone. */
export function rowCells<Row>(
  columns: readonly ListColumn<Row>[],
  headed: ListColumn<Row> | undefined,
  row: Row,
): readonly ShownCell[] {
  const contents = columns.map((column) => contentOf(column, row));
  const places = placesOf(columns, headed, contents);
  return columns.map((column, at) => {
    const content = contents[at] ?? EMPTY;
    const place = places[at] ?? 'fact';
    // A state ends by its own frame.
    const goesOn = place === 'fact' && content.chip === null && places.includes('fact', at + 1);
    return {
      ...content,
      heading: column.heading,
      unit: content.text === '' ? '' : (column.counter ?? ''),
      isRowHeading: column === headed,
      classes: [
        ...columnClasses(column, isOneLine(content)),
        ...PLACE_CLASSES[place],
        ...(goesOn ? ['fact--more'] : []),
        ...(place !== 'state' && isLabelled(column, content) ? ['labelled'] : []),
      ].join(' '),
    };
  });
}

const PLACE_CLASSES: Readonly<Record<Place, readonly string[]>> = {
  state: [],
  fact: ['fact'],
  none: ['is-empty'],
  slot: ['fact'],
  name: [],
};

export function columnClasses<Row>(
  { isNumber, isUnbroken, slot }: ListColumn<Row>,
  isOneLine = false,
): string[] {
  return [
    ...(isNumber ? ['number'] : []),
    ...(isUnbroken || isOneLine ? ['nowrap'] : []),
    ...(slot ? ['no-print'] : []),
  ];
}

function contentOf<Row>(column: ListColumn<Row>, row: Row): Content {
  const slot = column.slot?.(row) ?? null;
  if (column.show) return { ...EMPTY, ...column.show(row), slot };
  const value = column.value(row);
  return { ...EMPTY, text: cellText(value), day: dayOf(value), slot };
}

function dayOf(value: SheetCell): string {
  return value !== null && typeof value === 'object' ? value.day : '';
}

/** The first state stands beside the name, unless it takes its heading to be understood; a second one among the facts. */
function placesOf<Row>(
  columns: readonly ListColumn<Row>[],
  headed: ListColumn<Row> | undefined,
  contents: readonly Content[],
): readonly Place[] {
  const state = columns.findIndex(
    (column, at) =>
      column !== headed &&
      !column.keepsLabel &&
      (Boolean(contents[at]?.chip) || column.isState === true),
  );
  return contents.map((content, at) => {
    if (columns[at] === headed) return 'name';
    if (content.slot !== null) return 'slot';
    if (isEmpty(content)) return 'none';
    return at === state ? 'state' : 'fact';
  });
}

function isEmpty(content: Content): boolean {
  const { text, lead, hint, person, chip, alert } = content;
  const isBare = person === null && chip === null && alert === null && lead + hint === '';
  return isBare && (text === '' || text === NONE) && !hasMore(content);
}

/** A short text that stands alone is never broken: 税務/課, 令和9年/4月1日. */
function isOneLine(content: Content): boolean {
  const isAlone = content.person === null && content.hint === '' && !hasMore(content);
  return isAlone && isShort(content.lead + content.text);
}

function hasMore({ lines, items, notes, tags }: Content): boolean {
  return lines.length + items.length + notes.length + tags.length > 0;
}

function isLabelled<Row>(column: ListColumn<Row>, content: Content): boolean {
  return (
    column.keepsLabel === true ||
    column.isNumber === true ||
    content.day !== '' ||
    content.chip !== null
  );
}

const EMPTY: Content = {
  lead: '',
  person: null,
  chip: null,
  alert: null,
  tags: [],
  text: '',
  bar: null,
  day: '',
  href: '',
  spoken: '',
  isStruck: false,
  notes: [],
  lines: [],
  items: [],
  hint: '',
  slot: null,
};
