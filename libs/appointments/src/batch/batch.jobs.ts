import { defineJob, NO_PAYLOAD } from '@app/platform';

/** When something was ordered for many, and every few minutes in case the queue forgot: whatever is left to be tried or done. */
export const ACT_ON_TERMS = defineJob('act-on-terms', NO_PAYLOAD);
