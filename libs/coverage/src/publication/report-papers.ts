import { Injectable } from '@nestjs/common';
import {
  Clock,
  formatDateTime,
  type LocalDate,
  localDateOf,
  writePdfWithGeta,
  writeWorkbook,
} from '@app/platform';
import { PublicationCounting } from './publication-counting';
import { mediaType } from './publication-files.rules';
import { longCsv, workbookOf } from './publication-tables';
import { sheetPaper } from './paper/sheet-paper';

/** The papers of a publication without names that a report by the calendar may be. */
export const REPORT_PAPERS = ['sheet', 'workbook', 'figures'] as const;
export type ReportPaper = (typeof REPORT_PAPERS)[number];

const FILES: Readonly<Record<ReportPaper, readonly [stem: string, ending: string]>> = {
  sheet: ['定期報告_一枚もの', 'pdf'],
  workbook: ['定期報告_表', 'xlsx'],
  figures: ['定期報告_数値', 'csv'],
};

export interface MadePaper {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Reports of the end of a month, from what was written down of it, in the papers of publications. They fix nothing: each says that
 * it is no publication, and there are no names on them.
 */
@Injectable()
export class ReportPapers {
  constructor(
    private readonly counting: PublicationCounting,
    private readonly clock: Clock,
  ) {}

  async make(paper: ReportPaper, day: LocalDate): Promise<MadePaper> {
    const { content, writtenAt } = await this.counting.contentOfMonth(day);
    const made = localDateOf(this.clock.now());
    const reason = `この報告は確定した数字ではありません。${
      writtenAt === null
        ? '月末の記録がないため、作成した日の登録から数えました。'
        : `${formatDateTime(writtenAt)}に書きとめた月末の記録によります。`
    }`;
    const frame = {
      ...{ number: null, documentNumber: '', reason, publishedOn: made },
      ...{ followsNumber: null, sha256: '' },
    };
    const [stem, ending] = FILES[paper];
    const name = `${stem}_${day}.${ending}`;
    const bytesOf = {
      sheet: () =>
        writePdfWithGeta((hasGeta) => sheetPaper(content, { ...frame, hasGeta }, null), made),
      workbook: () => writeWorkbook(workbookOf(content, frame, null)),
      figures: () => longCsv(content, frame, false),
    };
    return { name, mediaType: mediaType(name), bytes: await bytesOf[paper]() };
  }
}
