import { Injectable } from '@nestjs/common';
import { SentTables } from '@app/organization';
import { certificateNumberKey } from '../record/certification-record.rules';
import { EntryBases } from './entry-bases';
import { ENTRY_LAYOUT, judgeEntries, type ReadEntry } from './entry.rules';

interface SentFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What each row comes to, and the headings that were not read. */
export interface ReadList {
  readonly entries: readonly ReadEntry[];
  readonly unknownColumns: readonly string[];
  /** Of a spreadsheet. */
  readonly sheet: string | null;
}

/** Reads a list as HR sends it, of whatever encoding or as a spreadsheet, and compares it with what is known. */
@Injectable()
export class EntryReader {
  constructor(
    private readonly tables: SentTables,
    private readonly bases: EntryBases,
  ) {}

  /** InvalidInput when nothing of the file can be read. */
  async read(file: SentFile): Promise<ReadList> {
    const { rows, unknownColumns, form } = await this.tables.read(ENTRY_LAYOUT, file);
    const cells = (column: string) => rows.map((row) => row.cells[column] ?? '');
    const base = await this.bases.read({
      staffNumbers: cells('職員番号').map((text) => text.normalize('NFKC').trim()),
      numberKeys: cells('合格証書番号').map(certificateNumberKey),
    });
    return { entries: judgeEntries(rows, base), unknownColumns, sheet: form.sheet };
  }
}
