import { Injectable } from '@nestjs/common';
import { AccountNotices, GuessLimit, KnownDevices, SignInRecords } from '@app/accounts';
import { FileStore, Housekeeping, JobQueue } from '@app/platform';

/** The nightly tidying of several areas in one go; each part may run at any time and twice. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly queue: JobQueue,
    private readonly housekeeping: Housekeeping,
    private readonly files: FileStore,
    private readonly guesses: GuessLimit,
    private readonly devices: KnownDevices,
    private readonly signIns: SignInRecords,
    private readonly notices: AccountNotices,
  ) {}

  async run() {
    const failedJobs = await this.queue.clean();
    const signInFailures = await this.guesses.forgetOld();
    const knownDevices = await this.devices.forgetOld();
    const signIns = await this.signIns.forgetOld();
    const accountNotices = await this.notices.forgetOld();
    const orphanedFiles = await this.files.removeOrphans();
    return {
      failedJobs,
      signInFailures,
      knownDevices,
      signIns,
      accountNotices,
      orphanedFiles,
      ...(await this.housekeeping.prune()),
    };
  }
}
