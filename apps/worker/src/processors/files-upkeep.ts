import { Injectable } from '@nestjs/common';
import { EvidenceRetention } from '@app/certifications';
import { FileStore, IncomingFiles } from '@app/platform';

/** What is tidied in the folders of files every night. */
@Injectable()
export class FilesUpkeep {
  constructor(
    private readonly files: FileStore,
    private readonly incoming: IncomingFiles,
    private readonly retention: EvidenceRetention,
  ) {}

  async run() {
    return {
      outlivedEvidence: await this.retention.removeOutlived(),
      orphanedFiles: await this.files.removeOrphans(),
      incomingFiles: await this.incoming.sweep(),
    };
  }
}
