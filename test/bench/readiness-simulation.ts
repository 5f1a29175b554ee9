import { SAMPLE_BLUEPRINT } from '../../libs/practice/src/readiness/readiness.samples';
import { CASES } from './readiness-cases';
import { runTrial, type TrialRow } from './readiness-trial';

const PEOPLE = 2500;
const LOOKS = [20, 50, 100, 400];
const SEED = 2027;
const HEAD = [
  'truth | model | answers | ECE | bias | in 80 % range | skill | items: r (answers each)',
  'online: ECE, bias, in range | ECE of the point',
].join(' | ');

/** `npm run cli -- --script test/bench/readiness-simulation.js [people [case…]]`: the table of docs/readiness.md. */
function main(people: number, only: readonly number[]): void {
  const cases = CASES.filter((_, nth) => only.length === 0 || only.includes(nth));
  console.log(`| ${HEAD} |\n|---|---|${'---:|'.repeat(8)}`);
  for (const { world, settings, model, fittedFrom = people } of cases)
    for (const row of runTrial({
      world,
      settings,
      blueprint: SAMPLE_BLUEPRINT,
      people,
      fittedFrom,
      looks: LOOKS,
      seed: SEED,
    }))
      console.log(`| ${world.name} | ${model} | ${cells(row).join(' | ')} |`);
}

function cells(row: TrialRow): string[] {
  return [
    String(row.answers),
    row.calibrationError.toFixed(3),
    signed(row.bias),
    percent(row.covered),
    row.skill.toFixed(2),
    `${row.itemCorrelation.toFixed(2)} (${row.answersPerItem.toFixed(0)})`,
    `${row.online.calibrationError.toFixed(3)}, ${signed(row.online.bias)}, ${percent(row.online.covered)}`,
    row.ofThePoint.toFixed(3),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

const [people = PEOPLE, ...only] = process.argv.slice(2).map(Number);
main(people, only);
