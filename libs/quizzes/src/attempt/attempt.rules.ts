/** What a quiz allows. */
export interface RetakeRules {
  /** How often it may be repeated after the first attempt; null: without limit. */
  readonly retakes: number | null;
  readonly waitMinutes: number;
}

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
