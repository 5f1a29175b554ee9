import { Injectable } from '@nestjs/common';
import { SignInService } from '@app/accounts';
import { FileStore, Housekeeping, JobQueue } from '@app/platform';

/** The nightly tidying of several areas in one go; each part may run at any time and twice. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly queue: JobQueue,
    private readonly housekeeping: Housekeeping,
    private readonly files: FileStore,
    private readonly signIn: SignInService,
  ) {}

  async run() {
    const failedJobs = await this.queue.clean();
    const signInFailures = await this.signIn.forgetOldFailures();
    const orphanedFiles = await this.files.removeOrphans();
    return {
      failedJobs,
      signInFailures,
      orphanedFiles,
      ...(await this.housekeeping.prune()),
    };
  }
}
