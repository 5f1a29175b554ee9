import { defineJob, NO_PAYLOAD } from '@app/platform';

/** At night: what may become of the number of holders, from what is known now. */
export const FORECAST_HEAD_COUNT = defineJob('forecast-head-count', NO_PAYLOAD);

/** On the first of a month: the figures of the day before. Every night, so that a server that stood still makes up for it. */
export const WRITE_FIGURES_DOWN = defineJob('write-figures-down', NO_PAYLOAD);

/** When figures were published, and every few minutes in case the queue forgot: the files that are left to be made. */
export const MAKE_PUBLICATIONS = defineJob('make-publications', NO_PAYLOAD);

/** When somebody asks what a draft of transfers would do, and every few minutes in case the queue forgot. */
export const PLAY_DRAFTS = defineJob('play-drafts', NO_PAYLOAD);
