import type { BrokenCell, CsvProblem } from '@app/platform';
import type { SourceRow } from './read-files';
import { columnsByPlace, placeOf, type SheetTable } from './merged.rules';

/** Every cell of our columns that shows an error or was never worked out: an empty value would be a guess. */
export function brokenProblems(
  broken: readonly BrokenCell[],
  table: SheetTable,
): readonly CsvProblem[] {
  const columns = columnsByPlace(table);
  return broken.flatMap((one) => {
    const place = placeOf(one.cell);
    const column = place && columns.get(place.column);
    return place && column !== undefined && column !== null && place.line > table.heading
      ? [{ line: place.line, column, reason: reasonOf(one) }]
      : [];
  });
}

const ERROR_TEXT = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/i;
const PUT_RIGHT = 'Excelで式を直すか、正しい値を入れてください。';

/** The same where the sheet was saved as text: the error stands there as if it were a value. */
export function errorTextProblems(rows: readonly SourceRow[]): readonly CsvProblem[] {
  return rows.flatMap(({ line, cells }) =>
    Object.entries(cells).flatMap(([column, text]) => {
      const value = text.includes('#') || text.includes('＃') ? text.normalize('NFKC').trim() : '';
      const reason = `エラー値「${value}」が入っています。${PUT_RIGHT}`;
      return ERROR_TEXT.test(value) ? [{ line, column, reason }] : [];
    }),
  );
}

/** What is said of such cells in the row that was taken for the heading. */
export function brokenText(broken: readonly BrokenCell[], heading: number): string {
  const one = broken.find(({ cell }) => placeOf(cell)?.line === heading);
  return one === undefined ? '' : reasonOf(one);
}

function reasonOf({ cell, value }: BrokenCell): string {
  return value === null
    ? `セル${cell}の式は計算されていないため、値がありません。Excelで開いて保存し直すか、式を値に置き換えてください。`
    : `セル${cell}がエラー値「${value}」です。${PUT_RIGHT}`;
}
