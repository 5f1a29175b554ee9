import { Injectable } from '@nestjs/common';
import { SEND_ACCOUNT_NOTICES } from '@app/accounts';
import { handles } from '@app/platform';
import { AccountNoticeMails } from '../mails/account-notice-mails';
import { TIDY_UP } from '../worker.jobs';
import type { JobProcessor } from './processor';
import { Upkeep } from './upkeep';

@Injectable()
export class UpkeepProcessor implements JobProcessor {
  readonly handlers;

  constructor(upkeep: Upkeep, notices: AccountNoticeMails) {
    this.handlers = [
      handles(TIDY_UP, () => upkeep.run()),
      handles(SEND_ACCOUNT_NOTICES, () => notices.run()),
    ];
  }
}
