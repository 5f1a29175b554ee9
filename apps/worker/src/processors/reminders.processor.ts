import { Injectable } from '@nestjs/common';
import { Commands, handles } from '@app/platform';
import {
  DELIVER_DIGEST,
  DeliverDigest,
  PLAN_REMINDERS,
  PlanReminders,
  SEND_TEST_NOTICE,
  SendTestNotice,
  SWEEP_REMINDERS,
  SweepReminders,
} from '@app/reminders';
import type { JobProcessor } from './processor';

/** Written into the audit log instead of a person's name. */
const CLOCK = { accountId: null, label: '通知の計画(定時)' };

@Injectable()
export class RemindersProcessor implements JobProcessor {
  readonly handlers;

  constructor(
    plan: PlanReminders,
    deliver: DeliverDigest,
    sweep: SweepReminders,
    test: SendTestNotice,
    commands: Commands,
  ) {
    this.handlers = [
      handles(PLAN_REMINDERS, () =>
        commands.run({ actor: () => CLOCK, command: (by) => plan.run(undefined, by) }),
      ),
      // A mail is sent between two transactions, never inside one.
      handles(DELIVER_DIGEST, ({ digestId }) => deliver.run(digestId)),
      handles(SWEEP_REMINDERS, () => sweep.run()),
      handles(SEND_TEST_NOTICE, (given) => test.run(given)),
    ];
  }
}
