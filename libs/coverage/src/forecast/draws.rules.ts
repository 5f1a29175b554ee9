import { normalNumber } from '@app/platform';

/** Where the rest of the distribution is lost in rounding. */
const MOST_AT_ONCE = 500;

/** The mean of `groupSize`. */
export function meanGroupSize(crowding: number): number {
  return crowding <= 1 ? 1 : (crowding - 1) / Math.log(crowding);
}

/** Numbers by chance out of even ones from 0 below 1; the same ones give the same numbers. */
export class Draws {
  constructor(readonly even: () => number) {}

  /** How long until something that happens at this rate; infinite for what never does. */
  exponential(rate: number): number {
    return rate > 0 ? -Math.log(1 - this.even()) / rate : Number.POSITIVE_INFINITY;
  }

  /** How often something happens whose mean is this; by adding up the times between (exact, and costs as much as it counts). */
  poisson(mean: number): number {
    let count = -1;
    for (let time = 0; time <= mean; time += this.exponential(1)) count += 1;
    return count;
  }

  /** Of mean shape / rate (Marsaglia & Tsang 2000; below shape 1 by their boost). */
  gamma(shape: number, rate: number): number {
    if (shape < 1) return this.gamma(shape + 1, rate) * (1 - this.even()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normalNumber(this.even);
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.even()) < (x * x) / 2 + d * (1 - v + Math.log(v)))
        return (d * v) / rate;
    }
  }

  /** Of mean a / (a + b). */
  beta(a: number, b: number): number {
    const [x, y] = [this.gamma(a, 1), this.gamma(b, 1)];
    return x / (x + y);
  }

  /**
   * How many come at once, where the number of people in a month varies `crowding` times as much as if each came alone: the
   * logarithmic distribution, with which the months are negative-binomial. 1 where everybody comes alone.
   */
  groupSize(crowding: number): number {
    if (crowding <= 1) return 1;
    const ratio = 1 - 1 / crowding;
    let size = 1;
    let share = ratio / Math.log(crowding);
    for (let left = this.even(); left > share && size < MOST_AT_ONCE; size += 1) {
      left -= share;
      share *= (ratio * size) / (size + 1);
    }
    return size;
  }

  /** One of what was seen; each as likely as the other. */
  pick(seen: readonly number[]): number {
    return seen[Math.floor(this.even() * seen.length)] ?? 0;
  }
}
