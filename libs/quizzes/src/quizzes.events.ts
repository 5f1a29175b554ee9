/**
 * An attempt is over and scored, by its person or by the clock. Emitted exactly once an attempt, in the
 * transaction that closes it: what a listener writes is committed with the result or not at all.
 */
export class AttemptFinished {
  constructor(
    readonly attemptId: string,
    readonly personId: string,
    readonly quizKey: string,
    readonly passed: boolean,
    /** When the answers were handed in; the deadline when the clock closed the attempt. */
    readonly finishedAt: Date,
  ) {}
}

/**
 * An attempt that was over was scored again, and never worse than before. Emitted in the transaction that writes the new
 * result.
 */
export class AttemptRescored {
  constructor(
    readonly attemptId: string,
    readonly personId: string,
    readonly quizKey: string,
    readonly isNewlyPassed: boolean,
    readonly rescoredAt: Date,
  ) {}
}
