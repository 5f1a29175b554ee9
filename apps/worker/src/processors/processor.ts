import type { JobHandler } from '@app/platform';

/** Names the jobs of one area and the one call that does each. */
export interface JobProcessor {
  readonly handlers: readonly JobHandler[];
}
