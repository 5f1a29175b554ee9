/** Of the time that its author says a lesson takes, so much must have passed since it was opened. */
const LEAST_SHARE = 0.1;

/**
 * How many seconds a lesson has stood open at the least before it can be said to be read: a tenth of its minutes and never
 * more than the edition asks. Whoever has read even a part of it is past that.
 */
export function leastReadingSeconds(lesson: {
  readonly minutes: number;
  readonly readSeconds: number;
}): number {
  return Math.min(lesson.readSeconds, Math.round(lesson.minutes * 60 * LEAST_SHARE));
}

/** How many seconds are still missing; 0 when it may be said to be read. */
export function missingSeconds(openedAt: Date, least: number, now: Date): number {
  return Math.max(0, Math.ceil(least - (now.getTime() - openedAt.getTime()) / 1000));
}
