import { minutesAfter } from '@app/platform';

/** What is wrong by mistake is free. */
const FREE_FAILURES = 5;
const LONGEST_WAIT = 15;
const MINUTE = 60_000;

/** The failures that count, and the last of them. */
export interface Failures {
  readonly failures: number;
  readonly lastAt: Date | null;
}

/** After the fifth failure 1 minute, then 2, 4, 8 and at last 15 for each: slowed down, never locked out. */
export function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT, 2 ** (failures - FREE_FAILURES));
}

/** When the next guess may be made; null when it may be made now. */
export function openAt({ failures, lastAt }: Failures, now: Date): Date | null {
  if (lastAt === null) return null;
  const at = minutesAfter(lastAt, waitAfter(failures));
  return at > now ? at : null;
}

/** Whole minutes, never 0: 「あと1分」. */
export function minutesUntil(at: Date, now: Date): number {
  return Math.max(1, Math.ceil((at.getTime() - now.getTime()) / MINUTE));
}
