import { defineJob, NO_PAYLOAD } from '@app/platform';

/** After an order to score results again; and now and then, should the queue have lost it. */
export const RESCORE_ATTEMPTS = defineJob('rescore-attempts', NO_PAYLOAD);
