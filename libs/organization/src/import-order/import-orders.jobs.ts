import { defineJob, NO_PAYLOAD } from '@app/platform';

/** When a long file was sent in or is to be carried out, and every minute in case the queue forgot: everything that waits. */
export const CARRY_OUT_IMPORTS = defineJob('carry-out-imports', NO_PAYLOAD);
