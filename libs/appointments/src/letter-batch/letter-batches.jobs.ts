import { defineJob, NO_PAYLOAD } from '@app/platform';

/** When letters of many were ordered, and every few minutes in case the queue forgot: everything that is left to be issued. */
export const ISSUE_LETTERS = defineJob('issue-letters', NO_PAYLOAD);
