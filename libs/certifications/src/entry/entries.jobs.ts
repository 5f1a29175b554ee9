import { defineJob, NO_PAYLOAD } from '@app/platform';

/** When a list was sent or confirmed, and every few minutes in case the queue forgot: everything that is left to do. */
export const ENTER_CERTIFICATES = defineJob('enter-certificates', NO_PAYLOAD);
