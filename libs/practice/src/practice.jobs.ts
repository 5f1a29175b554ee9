import { defineJob, NO_PAYLOAD } from '@app/platform';

/** At night: difficulties of questions and the estimates of whoever practises. */
export const FIT_QUESTIONS = defineJob('fit-questions', NO_PAYLOAD);
