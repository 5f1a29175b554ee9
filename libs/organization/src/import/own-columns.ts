import type { CsvRow } from '@app/platform';
import type { SourceRow } from './read-files';

/** A row by our columns; `names` has the heading of each. */
export function withOwnColumns(
  row: CsvRow,
  columns: readonly string[],
  names: ReadonlyMap<string, string>,
): SourceRow {
  const cells = columns.flatMap((column) => {
    const heading = names.get(column);
    return heading === undefined ? [] : [[column, storable(row.cells[heading] ?? '')] as const];
  });
  return { line: row.line, cells: Object.fromEntries(cells), problems: [] };
}

/** PostgreSQL keeps no NUL; the row is refused for it anyway. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
