import { Injectable } from '@nestjs/common';
import { IssueLetters } from '@app/appointments';
import { EvidenceRetention } from '@app/certifications';
import { FileStore, IncomingFiles } from '@app/platform';

/** What is tidied in the folders of files every night. */
@Injectable()
export class FilesUpkeep {
  constructor(
    private readonly files: FileStore,
    private readonly incoming: IncomingFiles,
    private readonly retention: EvidenceRetention,
    private readonly letters: IssueLetters,
  ) {}

  async run() {
    return {
      letterFiles: await this.letters.forgetFiles(),
      outlivedEvidence: await this.retention.removeOutlived(),
      orphanedFiles: await this.files.removeOrphans(),
      incomingFiles: await this.incoming.sweep(),
    };
  }
}
