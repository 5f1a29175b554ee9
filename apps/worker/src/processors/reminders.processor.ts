import { Injectable } from '@nestjs/common';
import { handles } from '@app/platform';
import {
  DELIVER_DIGEST,
  DeliverDigest,
  PLAN_REMINDERS,
  PlanReminders,
  SWEEP_REMINDERS,
  SweepReminders,
} from '@app/reminders';
import type { JobProcessor } from './processor';

@Injectable()
export class RemindersProcessor implements JobProcessor {
  readonly handlers;

  constructor(plan: PlanReminders, deliver: DeliverDigest, sweep: SweepReminders) {
    this.handlers = [
      handles(PLAN_REMINDERS, () => plan.run()),
      handles(DELIVER_DIGEST, ({ digestId }) => deliver.run(digestId)),
      handles(SWEEP_REMINDERS, () => sweep.run()),
    ];
  }
}
