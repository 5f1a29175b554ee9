/** The limit of a table that comes as a spreadsheet; said in the forms. */
export const MOST_SHEET_ROWS = 20_000;

/** A cell that shows an error (#N/A), or, without a value, whose formula was never worked out. */
export interface BrokenCell {
  /** C5 */
  readonly cell: string;
  readonly value: string | null;
}

/** A sheet as texts. Rows without anything keep their place, so that the row of a sheet is the line of the table. */
export interface SheetTexts {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Cells that were made one: A5:A7. */
  readonly merged: readonly string[];
  readonly broken: readonly BrokenCell[];
  /** Who sent the file does not see it; it is never read. */
  readonly isHidden: boolean;
}
