import { extname, join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HelperProcess } from '../processes/helper-process';
import type { SheetTexts } from './reading/sheet-texts';

/** What reading came to: the sheets, or why there are none. */
export type ReadSpreadsheet =
  | { readonly sheets: readonly SheetTexts[] }
  | { readonly reason: 'old_format' | 'unreadable' };

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** What .xls and a workbook with a password begin with. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0];

/** Reads .xlsx files outside of this process, one after the other, within limits of time and memory. */
@Injectable()
export class SpreadsheetReader implements OnModuleDestroy {
  private readonly helper = new HelperProcess<
    { readonly bytes: Uint8Array },
    { readonly sheets: readonly SheetTexts[] | null }
  >({
    program: join(__dirname, 'reading', `main${extname(__filename)}`),
    heapMegabytes: 700,
    longestMs: 30_000,
  });

  /** Null for what is no spreadsheet, but a text. */
  async read(bytes: Uint8Array): Promise<ReadSpreadsheet | null> {
    if (startsWith(bytes, OLD)) return { reason: 'old_format' };
    if (!startsWith(bytes, ZIP)) return null;
    const answer = await this.helper.ask({ bytes });
    return answer?.sheets ? { sheets: answer.sheets } : { reason: 'unreadable' };
  }

  onModuleDestroy(): void {
    this.helper.stop();
  }
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
