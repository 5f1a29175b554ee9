import type { Columns } from './columns';

/**
 * Throws when a row is not what its statement declares: a null where none may be, a word outside its list, JSON of
 * another shape. The types are checked once by the structure test; this runs in tests only, on every row.
 */
export function checkRow(name: string, columns: Columns, row: unknown): void {
  const values = row as Readonly<Record<string, unknown>>;
  for (const [key, column] of Object.entries(columns)) {
    const value = values[key];
    const isFine =
      value === null ? column.isNullable : column.accepts === null || column.accepts(value);
    if (!isFine) throw new Error(`${name}: the column ${key} cannot hold ${JSON.stringify(value)}`);
  }
}
