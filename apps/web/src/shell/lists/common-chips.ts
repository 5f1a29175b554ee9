import type { CellView, ListColumn } from './list';

/** From so many rows on one can say what is usual among them. */
const FEWEST_ROWS = 5;
/** What more of the rows have in common is no sign any more: nobody sees the others beside it. */
const MOST_OF_THEM = 0.4;

/** Whether so many of them have it that a sign would say nothing. */
export function isUsual(count: number, of: number): boolean {
  return of >= FEWEST_ROWS && count > of * MOST_OF_THEM;
}

/** The same columns; a state that is usual on this page stands there as a word, without its sign and frame. */
export function withoutCommonChips<Row>(
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
): readonly ListColumn<Row>[] {
  if (rows.length < FEWEST_ROWS) return columns;
  // A word in one column is a word in the others as well.
  const common = new Set(
    columns.flatMap(({ show }) => (show ? [...commonChips(rows.map(show))] : [])),
  );
  if (common.size === 0) return columns;
  return columns.map((column) => {
    const { show } = column;
    if (!show || !rows.some((row) => common.has(show(row).chip?.label ?? ''))) return column;
    return { ...column, isState: true, show: (row) => quiet(show(row), common) };
  });
}

function commonChips(cells: readonly CellView[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { chip } of cells)
    if (chip && chip.sign !== '') counts.set(chip.label, (counts.get(chip.label) ?? 0) + 1);
  return new Set(
    [...counts].filter(([, count]) => isUsual(count, cells.length)).map(([label]) => label),
  );
}

function quiet(cell: CellView, common: ReadonlySet<string>): CellView {
  const { chip, ...others } = cell;
  if (!chip || !common.has(chip.label)) return cell;
  return { ...others, text: [chip.label, cell.text].filter((it) => it !== '').join(' ') };
}
