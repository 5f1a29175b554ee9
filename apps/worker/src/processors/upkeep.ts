import { Injectable } from '@nestjs/common';
import { StalePreviews } from '@app/organization';
import { Housekeeping, JobQueue } from '@app/platform';
import { FilesUpkeep } from './files-upkeep';
import { SignInUpkeep } from './sign-in-upkeep';

/** The nightly tidying of several areas in one go; each part may run at any time and twice. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly queue: JobQueue,
    private readonly housekeeping: Housekeeping,
    private readonly files: FilesUpkeep,
    private readonly signIn: SignInUpkeep,
    private readonly previews: StalePreviews,
  ) {}

  async run() {
    const failedJobs = await this.queue.clean();
    const signIn = await this.signIn.run();
    const stalePreviews = await this.previews.expire();
    const files = await this.files.run();
    return { failedJobs, ...signIn, stalePreviews, ...files, ...(await this.housekeeping.prune()) };
  }
}
