import { defineJob, NO_PAYLOAD } from '@app/platform';
import { z } from 'zod';

/** At night: difficulties of questions and the estimates of whoever practises. */
export const FIT_QUESTIONS = defineJob('fit-questions', NO_PAYLOAD);

/** After a mock exam, of which many may end at the same moment. Whatever the queue loses is made up for at night. */
export const RENEW_ESTIMATE = defineJob('renew-estimate', z.object({ personId: z.uuid() }));

/** At night: how every question does. */
export const COUNT_QUESTIONS = defineJob('count-questions', NO_PAYLOAD);
