/** The limit of a table that comes as a spreadsheet; said in the forms. */
export const MOST_SHEET_ROWS = 20_000;

/** A sheet as texts. Rows without anything keep their place, so that the row of a sheet is the line of the table. */
export interface SheetTexts {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Cells that were made one: A5:A7. */
  readonly merged: readonly string[];
}
