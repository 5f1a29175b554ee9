import { defineJob, NO_PAYLOAD } from './job';

/** Every night: old failures leave the queue, expired sessions and old form keys leave the database. */
export const TIDY_UP = defineJob('tidy-up', NO_PAYLOAD);
