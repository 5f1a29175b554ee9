import { defineJob, localDateSchema, NO_PAYLOAD } from '@app/platform';
import { z } from 'zod';

/** 8:30 on every day: what is due today goes into the ledger. */
export const PLAN_REMINDERS = defineJob('plan-reminders', NO_PAYLOAD);

/** One digest becomes one mail. The ledger decides whether it still has to be sent, not the job. */
export const DELIVER_DIGEST = defineJob('deliver-digest', z.object({ digestId: z.uuid() }));

/** Every few minutes: what the queue lost or a killed worker left half done is taken up again. */
export const SWEEP_REMINDERS = defineJob('sweep-reminders', NO_PAYLOAD);

/** Words that somebody tries out: one mail, to nobody but themselves. */
export const SEND_TEST_NOTICE = defineJob(
  'send-test-notice',
  z.object({
    id: z.uuid(),
    personId: z.uuid(),
    kind: z.string(),
    wording: z.object({ title: z.string(), line: z.string() }).nullable(),
    entries: z.array(
      z.object({ text: z.string(), dueOn: localDateSchema, reason: z.string(), link: z.string() }),
    ),
  }),
);
