import { Injectable } from '@nestjs/common';
import { IssueLetters } from '@app/appointments';
import { EvidenceRetention } from '@app/certifications';
import { FileOrdersService } from '@app/exports';
import { FileStore, IncomingFiles } from '@app/platform';

/** What is tidied in the folders of files every night. */
@Injectable()
export class FilesUpkeep {
  constructor(
    private readonly files: FileStore,
    private readonly incoming: IncomingFiles,
    private readonly retention: EvidenceRetention,
    private readonly letters: IssueLetters,
    private readonly orders: FileOrdersService,
  ) {}

  async run() {
    return {
      letterFiles: await this.letters.forgetFiles(),
      outlivedEvidence: await this.retention.removeOutlived(),
      expiredFiles: await this.orders.forgetExpired(),
      orphanedFiles: await this.files.removeOrphans(),
      incomingFiles: await this.incoming.sweep(),
    };
  }
}
