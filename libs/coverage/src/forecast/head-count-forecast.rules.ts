import { localDateSchema } from '@app/platform';
import { z } from 'zod';
import {
  FEWEST_DAYS,
  type HeadCountFacts,
  type HeadCountRuns,
  simulateHeadCount,
  type WhatIf,
} from './head-count.rules';

/** A change of the method gives other numbers out of the same facts: forecasts say by which one they were made. 2: in groups. */
export const FORECAST_METHOD = 3;
export const RUNS = 10_000;
/** Enough for what is said to the hundredth, and for finding the number of exams. */
const WHAT_IF_RUNS = 4_000;
const SEARCH_RUNS = 2_000;
/** "For nearly certain": so often of a hundred. */
const SURE = 0.9;

const SCENARIOS = [0.5, 1, 1.5] as const;
const MORE = [5, 10, 20] as const;

const fanDay = z.object({
  day: localDateSchema,
  low: z.int(),
  innerLow: z.int(),
  middle: z.int(),
  innerHigh: z.int(),
  high: z.int(),
});

/** What is kept of a forecast. `reached` are shares of the runs, between 0 and 1. */
export const headCountForecast = z.object({
  reached: z.number(),
  fan: z.array(fanDay).min(1),
  /** If so many times as many book as before. */
  scenarios: z.array(z.object({ bookingsTimes: z.number(), reached: z.number(), middle: z.int() })),
  /** If so many more sit an exam within half a year. */
  more: z.array(z.object({ count: z.int(), reached: z.number() })),
  /** First exams in each quarter for nine in ten; null where the whole staff would not be enough. */
  perQuarter: z.int().nullable(),
});
export type HeadCountForecast = z.output<typeof headCountForecast>;

/** Whether enough is known of the past to say anything. */
export function isForeseeable({ past, on, dueOn }: HeadCountFacts): boolean {
  return past.days >= FEWEST_DAYS && dueOn > on;
}

/** Everything that is said of the head-count; the same facts and seed give the same numbers. */
export function forecastHeadCount(
  facts: HeadCountFacts,
  { seed, runs = RUNS }: { readonly seed: number; readonly runs?: number },
): HeadCountForecast {
  const play = (whatIf: WhatIf, most = WHAT_IF_RUNS): HeadCountRuns =>
    simulateHeadCount(facts, { ...whatIf, seed, runs: Math.min(runs, most) });
  const { fan, reached } = play({}, runs);
  return {
    ...{ reached, fan: [...fan] },
    scenarios: SCENARIOS.map((bookingsTimes) => {
      const scenario = bookingsTimes === 1 ? { fan, reached } : play({ bookingsTimes });
      const middle = scenario.fan.at(-1)?.middle ?? facts.holders;
      return { bookingsTimes, reached: scenario.reached, middle };
    }),
    more: MORE.map((count) => ({ count, reached: play({ more: count }).reached })),
    perQuarter: fewestPerQuarter(facts, (perQuarter) => play({ perQuarter }, SEARCH_RUNS).reached),
  };
}

/** By halving: more exams never make the target less likely. */
function fewestPerQuarter(
  { others }: HeadCountFacts,
  reachedWith: (perQuarter: number) => number,
): number | null {
  let [least, most] = [0, 1];
  while (most <= others && reachedWith(most) < SURE) [least, most] = [most + 1, most * 2];
  if (most > others) return null;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (reachedWith(middle) < SURE) least = middle + 1;
    else most = middle;
  }
  return most;
}
