import { Injectable } from '@nestjs/common';
import { readTable, type SourceFile, withoutZeros } from '@app/organization';
import { Clock, col, Database, InvalidInput, SpreadsheetReader, statement } from '@app/platform';
import { certificationKey } from '../certification/certification.rules';
import { CertificationQueries } from '../certification/certifications.queries';
import { RECORD_STATE_WORDS } from '../vocabulary';
import { ENTRY_LAYOUT, type EntryBase, judgeEntries, type ReadEntry } from './entry.rules';

const NUMBERS = statement({
  name: 'certifications.all-staff-numbers',
  sql: 'SELECT DISTINCT staff_number AS "staffNumber" FROM staff_numbers',
  parameters: {},
  row: { staffNumber: col.text },
});

const STANDING = statement({
  name: 'certifications.standing-records-of-numbers',
  sql: `SELECT n.staff_number AS "staffNumber", r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.number_key AS "numberKey", r.state
    FROM (SELECT DISTINCT staff_number, person_id FROM staff_numbers WHERE staff_number = ANY (:staffNumbers)) n
    JOIN certification_records r ON r.person_id = n.person_id AND r.state IN ('reported', 'verified')`,
  parameters: { staffNumbers: 'text[]' },
  row: {
    staffNumber: col.text,
    certificationId: col.id<'certification'>(),
    passedOn: col.date,
    numberKey: col.text,
    state: col.oneOf(['reported', 'verified']),
  },
});

interface SentFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const REFUSED_SHEETS = {
  old_format:
    '古い形式のExcel(.xls)か、パスワードの付いたファイルです。パスワードを外し、「Excelブック(.xlsx)」かCSVで保存し直してください。',
  unreadable: 'Excelのファイルとして読み取れません。開いて保存し直すか、CSVで保存してください。',
} as const;

/** Reads a list as HR sends it, of whatever encoding or as a spreadsheet, and compares it with what is known. */
@Injectable()
export class EntryReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sheets: SpreadsheetReader,
    private readonly certifications: CertificationQueries,
  ) {}

  /** InvalidInput when nothing of the file can be read. */
  async read(file: SentFile): Promise<readonly ReadEntry[]> {
    const { rows } = await this.tableOf(file);
    return judgeEntries(rows, await this.base(rows.map(({ cells }) => cells['職員番号'] ?? '')));
  }

  /** A spreadsheet is written out as the table that it is: there is one reader of tables. */
  private async tableOf({ fileName, bytes }: SentFile): Promise<SourceFile> {
    const sheet = await this.sheets.read(bytes);
    if (sheet === null) return readTable(ENTRY_LAYOUT, { fileName, bytes });
    if ('reason' in sheet) {
      throw new InvalidInput({
        [ENTRY_LAYOUT.field]: `${ENTRY_LAYOUT.name}: ${REFUSED_SHEETS[sheet.reason]}`,
      });
    }
    const width = Math.max(0, ...sheet.rows.map((row) => row.length));
    const first = headingOf(sheet.rows);
    const lines = sheet.rows.map((row, index) => (index < first ? '' : lineOf(row, width)));
    const text = lines.join('\r\n');
    return readTable(ENTRY_LAYOUT, { fileName, bytes: Buffer.from(text, 'utf8') });
  }

  private async base(typed: readonly string[]): Promise<EntryBase> {
    const known = (await this.database.all(NUMBERS, {})).map(({ staffNumber }) => staffNumber);
    const given = new Set(typed.map((text) => text.normalize('NFKC').trim()));
    const all = await this.certifications.listAll();
    const standing = await this.database.all(STANDING, { staffNumbers: [...given] });
    return {
      today: this.clock.today(),
      staffNumbers: new Set(known),
      withoutZeros: withoutZeros(known),
      certifications: new Map(
        all.flatMap(({ id, code, names }) =>
          [code, ...names].map((text) => [certificationKey(text), id] as const),
        ),
      ),
      names: all.map(({ name }) => name),
      standing: standing.map(({ state, ...row }) => ({
        ...row,
        stateWord: RECORD_STATE_WORDS[state],
      })),
    };
  }
}

/** A title or an empty row above the heading, as spreadsheets have them, is passed over. */
const HEADING_WITHIN = 10;

function headingOf(rows: readonly (readonly string[])[]): number {
  const place = rows.slice(0, HEADING_WITHIN).findIndex((row) => {
    const cells = row.map((cell) => cell.normalize('NFKC').replace(/\s+/g, ''));
    return cells.includes('職員番号') && cells.includes('合格日');
  });
  return Math.max(0, place);
}

/** A line of a table; a row without anything is an empty line, so that lines keep their numbers. */
function lineOf(row: readonly string[], width: number): string {
  if (row.every((cell) => cell.trim() === '')) return '';
  return Array.from({ length: width }, (_, index) => quoted(row[index] ?? '')).join(',');
}

function quoted(cell: string): string {
  return `"${cell.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
}
