import { StreamableFile } from '@nestjs/common';
import { type CsvCell, writeCsv } from '@app/platform';

/** A table as a download that Excel opens: UTF-8 with BOM. `name` is plain ASCII without its ending. */
export function csvFile(
  name: string,
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
): StreamableFile {
  return new StreamableFile(writeCsv(header, rows, { encoding: 'utf-8-bom' }).bytes, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}
