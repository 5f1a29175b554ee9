/** What a quiz allows. */
export interface RetakeRules {
  /** How often it may be repeated after the first attempt; null: without limit. */
  readonly retakes: number | null;
  readonly waitMinutes: number;
}

/** When a result tells what is right: at once, or once the quiz is passed or no try is left. */
export const KEYS_RULES = ['always', 'passed_or_last'] as const;
export type KeysRule = (typeof KEYS_RULES)[number];

export interface AttemptHistory {
  readonly finishedCount: number;
  readonly lastFinishedAt: Date | null;
}

export type StartVerdict =
  | { readonly may: true }
  | { readonly may: false; readonly reason: 'no_retakes_left' }
  | { readonly may: false; readonly reason: 'wait'; readonly until: Date };

const MINUTE_MS = 60_000;

/** Whether a person may begin another attempt now, and if not, why not and until when. */
export function mayStart(history: AttemptHistory, rules: RetakeRules, now: Date): StartVerdict {
  if (history.lastFinishedAt === null) return { may: true };
  if (rules.retakes !== null && history.finishedCount > rules.retakes) {
    return { may: false, reason: 'no_retakes_left' };
  }
  const until = new Date(history.lastFinishedAt.getTime() + rules.waitMinutes * MINUTE_MS);
  return until > now ? { may: false, reason: 'wait', until } : { may: true };
}

/** Passed when the share of right answers reaches the ratio; exactly the ratio is enough. */
export function isPassed(correctCount: number, questionCount: number, passRatio: number): boolean {
  // 0.7 × 10 is 7.000000000000001 in floating point.
  return correctCount + 1e-9 >= passRatio * questionCount;
}

/** Nobody reads a question and chooses in less, on the average of a test. */
export const FASTEST_SECONDS = 3;

/** Handed in faster than its questions can be read. It is said to the person, and nothing follows from it. */
export function isHurried(attempt: {
  readonly startedAt: Date;
  readonly submittedAt: Date;
  readonly questionCount: number;
}): boolean {
  const seconds = (attempt.submittedAt.getTime() - attempt.startedAt.getTime()) / 1000;
  return seconds < attempt.questionCount * FASTEST_SECONDS;
}
