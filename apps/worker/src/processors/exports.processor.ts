import { Injectable } from '@nestjs/common';
import { MAKE_FILES, MAKE_REPORTS, MakeFiles, MakeReports, SendReportMails } from '@app/exports';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class ExportsProcessor implements JobProcessor {
  readonly handlers;

  constructor(files: MakeFiles, reports: MakeReports, mails: SendReportMails) {
    this.handlers = [
      handles(MAKE_FILES, () => files.run()),
      handles(MAKE_REPORTS, async () => {
        const made = await reports.run();
        return { made, mailed: await mails.run() };
      }),
    ];
  }
}
