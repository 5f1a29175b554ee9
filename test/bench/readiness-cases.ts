import {
  type ExamBlueprint,
  modelFor,
  READINESS_SETTINGS,
  type ReadinessSettings,
} from '@app/practice';
import { SAMPLE_BLUEPRINT } from '../../libs/practice/src/readiness/readiness.samples';
import { AUTHOR_LEVELS, AUTHOR_MISS, type World } from './readiness-world';

/** A world, and what the model believes of it. */
export interface Case {
  readonly world: World;
  readonly settings: ReadinessSettings;
  readonly model: string;
  /** From how many people the questions are fitted; all without it. */
  readonly fittedFrom?: number;
}

const GUESSING = 0.2;
const STEEPNESS = 0.3;
/** .8 logits in a hundred days on average, and a walk of .2 beside it. */
const GROWTH = { mean: 0.008, sd: 0.004, walk: 0.0005 };

const plainSettings = READINESS_SETTINGS;
const floorSettings = { ...READINESS_SETTINGS, floor: GUESSING };

/** In each world half of the people would pass on the first day, as half of those who sit the exam do. */
export const PLAIN_WORLD: World = {
  name: 'as the model says, nobody grows',
  ability: abilityWith(plainSettings),
  guessing: 0,
  steepness: 0,
  growth: { mean: 0, sd: 0, walk: 0 },
  isExposureUnequal: false,
};

export const GROWING_WORLD: World = { ...PLAIN_WORLD, name: 'growth', growth: GROWTH };

const guessingWorld: World = {
  ...PLAIN_WORLD,
  name: 'guessing .2',
  ability: abilityWith(floorSettings),
  guessing: GUESSING,
};

export const WORLD_OF_ALL: World = {
  ...guessingWorld,
  name: 'all at once',
  steepness: STEEPNESS,
  growth: GROWTH,
  isExposureUnequal: true,
};

export const CASES: readonly Case[] = [
  { world: PLAIN_WORLD, settings: plainSettings, model: 'plain' },
  {
    world: { ...PLAIN_WORLD, name: 'as the model says, questions fitted from 50 people' },
    settings: plainSettings,
    model: 'plain',
    fittedFrom: 50,
  },
  { world: GROWING_WORLD, settings: plainSettings, model: 'plain' },
  { world: guessingWorld, settings: plainSettings, model: 'plain' },
  { world: guessingWorld, settings: floorSettings, model: 'floor .2' },
  {
    world: { ...PLAIN_WORLD, name: 'two-parameter items', steepness: STEEPNESS },
    settings: plainSettings,
    model: 'plain',
  },
  {
    world: { ...PLAIN_WORLD, name: 'unequal exposure', isExposureUnequal: true },
    settings: plainSettings,
    model: 'plain',
  },
  { world: WORLD_OF_ALL, settings: plainSettings, model: 'plain' },
  { world: WORLD_OF_ALL, settings: floorSettings, model: 'floor .2' },
];

function abilityWith(settings: ReadinessSettings): World['ability'] {
  const { mean, shared, own } = modelFor(examLikeBank(), settings);
  return { mean, shared, own };
}

/** The exam is as hard as the bank: b ~ N(mean of the levels, their spread + τ²). */
function examLikeBank(): ExamBlueprint {
  const squares = AUTHOR_LEVELS.reduce<number>((sum, level) => sum + level ** 2, 0);
  const difficulty = { mean: 0, sd: Math.sqrt(squares / AUTHOR_LEVELS.length + AUTHOR_MISS ** 2) };
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
