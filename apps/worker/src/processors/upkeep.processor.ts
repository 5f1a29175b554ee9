import { Injectable } from '@nestjs/common';
import { SEND_ACCOUNT_NOTICES } from '@app/accounts';
import { ACT_ON_TERMS, BatchWork, ISSUE_LETTERS, IssueLetters } from '@app/appointments';
import { ENTER_CERTIFICATES, EnterCertificates } from '@app/certifications';
import { handles } from '@app/platform';
import { AccountNoticeMails } from '../mails/account-notice-mails';
import { TIDY_UP } from '../worker.jobs';
import type { JobProcessor } from './processor';
import { Upkeep } from './upkeep';

@Injectable()
export class UpkeepProcessor implements JobProcessor {
  readonly handlers;

  constructor(
    upkeep: Upkeep,
    notices: AccountNoticeMails,
    letters: IssueLetters,
    batches: BatchWork,
    entries: EnterCertificates,
  ) {
    this.handlers = [
      handles(TIDY_UP, () => upkeep.run()),
      handles(SEND_ACCOUNT_NOTICES, () => notices.run()),
      // Each letter is a transaction of its own: one that cannot be issued keeps no other from it.
      handles(ISSUE_LETTERS, () => letters.run()),
      handles(ACT_ON_TERMS, () => batches.run()),
      handles(ENTER_CERTIFICATES, () => entries.run()),
    ];
  }
}
