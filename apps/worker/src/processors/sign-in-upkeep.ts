import { Injectable } from '@nestjs/common';
import { AccountNotices, GuessLimit, KnownDevices, SignInRecords } from '@app/accounts';

/** What is tidied of signing in every night. */
@Injectable()
export class SignInUpkeep {
  constructor(
    private readonly guesses: GuessLimit,
    private readonly devices: KnownDevices,
    private readonly signIns: SignInRecords,
    private readonly notices: AccountNotices,
  ) {}

  async run() {
    return {
      signInFailures: await this.guesses.forgetOld(),
      knownDevices: await this.devices.forgetOld(),
      signIns: await this.signIns.forgetOld(),
      accountNotices: await this.notices.forgetOld(),
    };
  }
}
