import { Injectable } from '@nestjs/common';
import { AuditGuard, GUARD_AUDIT, MAIL_ANCHOR, SendAnchor } from '@app/accounts';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class AuditProcessor implements JobProcessor {
  readonly handlers;

  constructor(guard: AuditGuard, sendAnchor: SendAnchor) {
    this.handlers = [
      handles(GUARD_AUDIT, () => guard.run()),
      handles(MAIL_ANCHOR, (payload) => sendAnchor.run(payload)),
    ];
  }
}
