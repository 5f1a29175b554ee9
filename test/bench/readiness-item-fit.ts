import { type FirstExposures, fitItems } from '@app/practice';
import { correlation } from '../../libs/practice/src/readiness/moments.rules';
import { Report } from './report';
import { chanceFrom } from './readiness-world';

const PEOPLE = 1000;
const ITEMS = 900;
const ANSWERS = 300;
const MISS = 0.9;
const MEGABYTE = 1024 * 1024;

/** `npm run cli -- --script test/bench/readiness-item-fit.js`: the nightly fit of one field, its time and its memory. */
function main(): void {
  const report = new Report();
  const chance = chanceFrom(900);
  const difficulty = Float64Array.from({ length: ITEMS }, () => chance.normal());
  const data = exposures(difficulty, chance);
  const prior = { difficulty: difficulty.map((b) => b + MISS * chance.normal()), sd: MISS };
  const before = memory();
  const begun = performance.now();
  const fit = fitItems(data, prior, { floor: 0 });
  const name = `${String(PEOPLE)} people × ${String(ITEMS)} items × ${String(ANSWERS)} answers`;
  report.add(`${name}: fit`, (performance.now() - begun) / 1000, 's');
  report.add(`${name}: rounds`, fit.rounds, 'rounds');
  report.add(`${name}: memory`, memory() - before, 'MB');
  report.add(
    `${name}: 100 × r with the truth`,
    100 * (correlation([...difficulty], [...fit.difficulty]) ?? 0),
    '',
  );
  report.printTable();
}

function exposures(
  difficulty: Float64Array,
  chance: ReturnType<typeof chanceFrom>,
): FirstExposures {
  const person = new Int32Array(PEOPLE * ANSWERS);
  const item = new Int32Array(PEOPLE * ANSWERS);
  const right = new Uint8Array(PEOPLE * ANSWERS);
  for (let one = 0; one < PEOPLE; one++) {
    const ability = 0.5 + chance.normal();
    const keys = Float64Array.from({ length: ITEMS }, () => chance.even());
    const order = Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
    order.slice(0, ANSWERS).forEach((which, nth) => {
      const place = one * ANSWERS + nth;
      person[place] = one;
      item[place] = which;
      const x = ability - (difficulty[which] ?? 0);
      right[place] = chance.even() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
    });
  }
  return { people: PEOPLE, items: ITEMS, person, item, right };
}

/** Resident memory, with what the fit has allocated outside of the heap. */
function memory(): number {
  return process.memoryUsage.rss() / MEGABYTE;
}

main();
