import { Injectable } from '@nestjs/common';
import { SignInService } from '@app/access';
import { Housekeeping, JobQueue } from '@app/platform';

/** The nightly tidying of several areas in one go; each part may run at any time and twice. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly queue: JobQueue,
    private readonly housekeeping: Housekeeping,
    private readonly signIn: SignInService,
  ) {}

  async run() {
    const failedJobs = await this.queue.clean();
    const signInFailures = await this.signIn.forgetOldFailures();
    return { failedJobs, signInFailures, ...(await this.housekeeping.prune()) };
  }
}
