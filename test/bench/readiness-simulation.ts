import { type AbilityModel, type ExamBlueprint } from '@app/practice';
import { modelFor } from '../../libs/practice/src/readiness/pass-chance.rules';
import {
  SAMPLE_BLUEPRINT,
  SAMPLE_SETTINGS,
} from '../../libs/practice/src/readiness/readiness.samples';
import { runTrial } from './readiness-trial';
import { AUTHOR_LEVELS, AUTHOR_MISS, type World } from './readiness-world';

const PEOPLE = Number(process.argv[2] ?? '2500');
const LOOKS = [20, 50, 100, 400];
const SEED = 2_027;

/** The exam is as hard as the bank, as far as its authors can tell: b ~ N(mean of the levels, their spread + τ²). */
export function examLikeBank(): ExamBlueprint {
  const spread = AUTHOR_LEVELS.reduce((sum, level) => sum + level ** 2, 0) / AUTHOR_LEVELS.length;
  const difficulty = { mean: 0, sd: Math.sqrt(spread + AUTHOR_MISS ** 2) };
  const [strategy, management, technology] = SAMPLE_BLUEPRINT.fields;
  return {
    ...SAMPLE_BLUEPRINT,
    fields: [
      { ...strategy, difficulty },
      { ...management, difficulty },
      { ...technology, difficulty },
    ],
  };
}

function main(): void {
  const blueprint = examLikeBank();
  console.log(
    '| truth | model | answers | ECE | bias | in 80 % range | skill | r of items (answers each) | online: ECE, bias, in range | ECE of the point |',
  );
  console.log('|---|---|---:|---:|---:|---:|---:|---:|---:|---:|');
  for (const { world, model, name } of casesOf(blueprint))
    for (const row of runTrial({
      world,
      model,
      blueprint,
      people: PEOPLE,
      looks: LOOKS,
      seed: SEED,
    }))
      console.log(
        `| ${[
          world.name,
          name,
          String(row.answers),
          row.calibrationError.toFixed(3),
          signed(row.bias),
          percent(row.covered),
          row.skill.toFixed(2),
          `${row.itemCorrelation.toFixed(2)} (${row.answersPerItem.toFixed(0)})`,
          `${row.online.calibrationError.toFixed(3)}, ${signed(row.online.bias)}, ${percent(row.online.covered)}`,
          row.ofThePoint.toFixed(3),
        ].join(' | ')} |`,
      );
}

interface Case {
  readonly world: World;
  readonly model: AbilityModel;
  readonly name: string;
}

function casesOf(blueprint: ExamBlueprint): Case[] {
  const model = modelFor(blueprint, SAMPLE_SETTINGS);
  const guessing = modelFor(blueprint, { ...SAMPLE_SETTINGS, floor: 0.2 });
  const { shared, own } = model;
  const still = { mean: 0, sd: 0, walk: 0 };
  const growing = { mean: 0.008, sd: 0.004, walk: 0.0005 };
  const plain: World = {
    name: 'as the model says, nobody grows',
    ability: { mean: model.mean, shared, own },
    guessing: 0,
    steepness: 0,
    growth: still,
    isExposureUnequal: false,
  };
  const guessed = { ...plain, ability: { mean: guessing.mean, shared, own }, guessing: 0.2 };
  return [
    { world: plain, model, name: 'plain' },
    { world: { ...plain, name: 'growth', growth: growing }, model, name: 'plain' },
    { world: { ...guessed, name: 'guessing .2' }, model, name: 'plain' },
    { world: { ...guessed, name: 'guessing .2' }, model: guessing, name: 'floor .2' },
    { world: { ...plain, name: 'two-parameter items', steepness: 0.3 }, model, name: 'plain' },
    {
      world: { ...plain, name: 'unequal exposure', isExposureUnequal: true },
      model,
      name: 'plain',
    },
    ...[
      { model, name: 'plain' },
      { model: guessing, name: 'floor .2' },
    ].map((by) => ({
      world: {
        ...guessed,
        name: 'all at once',
        steepness: 0.3,
        growth: growing,
        isExposureUnequal: true,
      },
      ...by,
    })),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

main();
