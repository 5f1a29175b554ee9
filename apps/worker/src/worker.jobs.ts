import { defineJob, NO_PAYLOAD } from '@app/platform';

/** Work that only the clock asks for. */

/** Every minute: an attempt whose time has run out is submitted as it was saved. */
export const CLOSE_OVERDUE_ATTEMPTS = defineJob('close-overdue-attempts', NO_PAYLOAD);

/**
 * Every night: new names come into force; old failures leave the queue; ended sessions, old form keys and sign-in
 * failures the database.
 */
export const TIDY_UP = defineJob('tidy-up', NO_PAYLOAD);
