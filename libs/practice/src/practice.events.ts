/**
 * A mock exam is over, handed in or closed by the clock. Emitted once, in the transaction that closes it: what a listener
 * writes is committed with the result or not at all.
 */
export class MockFinished {
  constructor(
    readonly personId: string,
    readonly attemptId: string,
  ) {}
}
