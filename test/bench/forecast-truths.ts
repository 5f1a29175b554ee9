import { seededNumbers } from '@app/platform';
import { Draws } from '../../libs/coverage/src/forecast/draws.rules';
import { simulateHeadCount } from '../../libs/coverage/src/forecast/head-count.rules';
import {
  assumedTruth,
  inventCity,
  type Truth,
} from '../../libs/coverage/src/forecast/head-count.samples';

const CITIES = 1000;
const RUNS = 400;
const YEARS = [1, 4];
const YEAR = 365.25;

const from = (change: Partial<Truth>) => (draws: Draws) => ({ ...assumedTruth(draws), ...change });

/** What the model assumes, and what it does not. */
const TRUTHS: readonly (readonly [string, (draws: Draws) => Truth])[] = [
  ['as assumed', assumedTruth],
  [
    'seasons: three times as many from January to March, fewer else',
    from({ times: (day) => (seasonOf(day) ? 2.4 : 0.53) }),
  ],
  [
    'a jump: twice as many book from the day on (fees are paid)',
    from({ times: (day) => (day < 0 ? 1 : 2) }),
  ],
  ['people book in fives of one unit, who all pass or all fail', from({ together: 5 })],
  [
    'half as many book from a year after the day (the exam changes)',
    from({ times: (day) => (day < YEAR ? 1 : 0.5) }),
  ],
];

/** The cities' day is 1 December: days 31 to 120 of each year after it are January to March. */
function seasonOf(day: number): boolean {
  const within = ((day % YEAR) + YEAR) % YEAR;
  return within >= 31 && within < 121;
}

/** `npm run cli -- --script test/bench/forecast-truths.js [cities]`: the table of docs/forecast.md. */
function main(cities: number): void {
  console.log(
    '| truth | years | in 80 % range | in 50 % range | bias | width of the range | Brier (base) |',
  );
  console.log(`|---|${'---:|'.repeat(6)}`);
  for (const [name, truth] of TRUTHS)
    for (const years of YEARS)
      console.log(`| ${name} | ${String(years)} | ${row(truth, years, cities).join(' | ')} |`);
}

function row(truth: (draws: Draws) => Truth, years: number, cities: number): string[] {
  const found = Array.from({ length: cities }, (_, nth) => lookAt(truth, years, nth + 1));
  const mean = (of: (city: (typeof found)[number]) => number): number =>
    found.reduce((sum, city) => sum + of(city), 0) / cities;
  const base = mean(({ isReached }) => Number(isReached));
  return [
    percent(mean(({ inOuter }) => Number(inOuter))),
    percent(mean(({ inInner }) => Number(inInner))),
    mean(({ miss }) => miss).toFixed(1),
    mean(({ width }) => width).toFixed(1),
    `${mean((it) => (it.reached - Number(it.isReached)) ** 2).toFixed(3)} (${(base * (1 - base)).toFixed(3)})`,
  ];
}

function lookAt(truth: (draws: Draws) => Truth, years: number, seed: number) {
  const { facts, holdersThen } = inventCity(seed, { years, truth });
  // A target that is neither certain nor out of reach, without knowing what comes.
  const target = facts.holders + Math.round(seededNumbers(seed)() * 20 * years);
  const { fan, reached } = simulateHeadCount({ ...facts, target }, { runs: RUNS, seed });
  const last = fan.at(-1);
  if (last === undefined) throw new Error('A fan has a last day.');
  return {
    ...{ reached, isReached: holdersThen >= target, width: last.high - last.low },
    inOuter: last.low <= holdersThen && holdersThen <= last.high,
    inInner: last.innerLow <= holdersThen && holdersThen <= last.innerHigh,
    miss: last.middle - holdersThen,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

main(Number(process.argv[2] ?? CITIES));
