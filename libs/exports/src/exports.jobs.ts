import { defineJob, NO_PAYLOAD } from '@app/platform';

/** When a file was ordered, and every few minutes in case the queue forgot: the files that are left to be made. */
export const MAKE_FILES = defineJob('make-files', NO_PAYLOAD);

/** Every hour of the day: reports that have become due, and the mails that tell of them. */
export const MAKE_REPORTS = defineJob('make-reports', NO_PAYLOAD);
