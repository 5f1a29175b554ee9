import { randomInt } from 'node:crypto';

const SEEDS = 2 ** 32;

/** The only source of chance. Injected, so that a trial run or a test can repeat a draw. */
export abstract class Random {
  /** A whole number from 0 below 2³² that nobody can foresee. */
  abstract seed(): number;
}

export class SystemRandom extends Random {
  seed(): number {
    return randomInt(SEEDS);
  }
}
