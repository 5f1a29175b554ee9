import { Injectable } from '@nestjs/common';
import { AccountNotices, GuessLimit, KnownDevices, SignInRecords } from '@app/accounts';
import { Housekeeping, JobQueue } from '@app/platform';
import { FilesUpkeep } from './files-upkeep';

/** The nightly tidying of several areas in one go; each part may run at any time and twice. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly queue: JobQueue,
    private readonly housekeeping: Housekeeping,
    private readonly files: FilesUpkeep,
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
    const files = await this.files.run();
    return {
      failedJobs,
      signInFailures,
      knownDevices,
      signIns,
      accountNotices,
      ...files,
      ...(await this.housekeeping.prune()),
    };
  }
}
