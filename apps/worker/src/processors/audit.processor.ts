import { Injectable } from '@nestjs/common';
import {
  AuditGuard,
  FORGET_ACCESS_LOG,
  GUARD_AUDIT,
  LogRetentionService,
  MAIL_ANCHOR,
  MAIL_AUDIT_MONTH,
  SendAnchor,
  SendMonthMails,
} from '@app/accounts';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class AuditProcessor implements JobProcessor {
  readonly handlers;

  constructor(
    guard: AuditGuard,
    sendAnchor: SendAnchor,
    sendMonth: SendMonthMails,
    retention: LogRetentionService,
  ) {
    this.handlers = [
      handles(GUARD_AUDIT, () => guard.run()),
      handles(FORGET_ACCESS_LOG, () => retention.forgetOld()),
      handles(MAIL_AUDIT_MONTH, () => sendMonth.run()),
      handles(MAIL_ANCHOR, (payload) => sendAnchor.run(payload)),
    ];
  }
}
