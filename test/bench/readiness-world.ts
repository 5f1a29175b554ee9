import { type ExamBlueprint, FIELDS, type Triple } from '@app/practice';
import { normalNumber, seededNumbers } from '@app/platform';
import { passGivenShares, prepareExam } from '../../libs/practice/src/readiness/score-spread.rules';

/** How the simulated city really is, whatever the model believes. */
export interface World {
  readonly name: string;
  /** Abilities on the first day: N(mean, shared·11ᵀ + own·I). */
  readonly ability: { readonly mean: number; readonly shared: number; readonly own: number };
  /** Chance of a right guess. */
  readonly guessing: number;
  /** Spread of log a, the steepness of a question (two-parameter items); 0 = all alike. */
  readonly steepness: number;
  /** Growth per day among people, and a walk of each field's own. */
  readonly growth: { readonly mean: number; readonly sd: number; readonly walk: number };
  /** Popular questions come up far more often, and people practise what they are weak in. */
  readonly isExposureUnequal: boolean;
}

export interface Item {
  readonly field: 0 | 1 | 2;
  /** What the author thought, in logits. */
  readonly author: number;
  readonly difficulty: number;
  readonly steepness: number;
  readonly popularity: number;
}

export interface SimulatedAnswer {
  readonly item: number;
  readonly right: boolean;
  readonly day: number;
}

export interface SimulatedPerson {
  readonly answers: readonly SimulatedAnswer[];
  /** After that many answers: the true chance to pass. */
  readonly truth: ReadonlyMap<number, number>;
}

export interface Chance {
  even(): number;
  normal(): number;
}

/** Questions of each field that people practise with. */
export const BANK: Triple = [225, 128, 289];
export const AUTHOR_LEVELS = [-0.9, 0, 0.9] as const;
export const AUTHOR_MISS = 0.9;
const ANSWERS_PER_DAY = 4;

export function chanceFrom(seed: number): Chance {
  const even = seededNumbers(seed);
  return { even, normal: () => normalNumber(even) };
}

export function bankOf(world: World, chance: Chance): Item[] {
  return FIELDS.flatMap((_, field) =>
    Array.from({ length: BANK[field] ?? 0 }, (): Item => {
      const author = AUTHOR_LEVELS[Math.floor(chance.even() * AUTHOR_LEVELS.length)] ?? 0;
      return {
        field: field === 0 ? 0 : field === 1 ? 1 : 2,
        author,
        difficulty: author + AUTHOR_MISS * chance.normal(),
        steepness: Math.exp(world.steepness * chance.normal()),
        popularity: world.isExposureUnequal ? Math.exp(chance.normal()) : 1,
      };
    }),
  );
}

export interface Setting {
  readonly world: World;
  readonly bank: readonly Item[];
  readonly blueprint: ExamBlueprint;
  /** After how many answers somebody looks. */
  readonly looks: readonly number[];
}

export function livePerson(setting: Setting, chance: Chance): SimulatedPerson {
  const { world, bank, looks } = setting;
  const { mean, shared, own } = world.ability;
  const common = mean + Math.sqrt(shared) * chance.normal();
  const ability = FIELDS.map(() => common + Math.sqrt(own) * chance.normal());
  const growth = world.growth.mean + world.growth.sd * chance.normal();
  const order = orderOf(setting, ability, chance).slice(0, Math.max(...looks));
  const truth = new Map<number, number>();
  const answers: SimulatedAnswer[] = [];
  for (const item of order) {
    const day = Math.floor(answers.length / ANSWERS_PER_DAY);
    if (answers.length % ANSWERS_PER_DAY === 0 && day > 0) grow(ability, growth, setting, chance);
    answers.push({ item, right: chance.even() < rightOf(bank[item], ability, world), day });
    if (looks.includes(answers.length)) truth.set(answers.length, truthOf(setting, ability));
  }
  return { answers, truth };
}

function grow(ability: number[], by: number, { world }: Setting, chance: Chance): void {
  ability.forEach((value, field) => {
    ability[field] = value + by + Math.sqrt(world.growth.walk) * chance.normal();
  });
}

/** Every question once, by weighted chance (Efraimidis & Spirakis 2006). */
function orderOf({ world, bank }: Setting, ability: readonly number[], chance: Chance): number[] {
  const mean = ability.reduce((sum, value) => sum + value, 0) / ability.length;
  const weight = (item: Item) =>
    item.popularity * (world.isExposureUnequal ? Math.exp(mean - (ability[item.field] ?? 0)) : 1);
  const keys = Float64Array.from(bank, (item) => -Math.log(1 - chance.even()) / weight(item));
  return Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
}

function rightOf(item: Item | undefined, ability: readonly number[], { guessing }: World): number {
  if (!item) return 0;
  const x = item.steepness * ((ability[item.field] ?? 0) - item.difficulty);
  return guessing + (1 - guessing) / (1 + Math.exp(-x));
}

/** The chance to pass an exam whose questions are like those of the bank, by the true rules of the world. */
export function truthOf({ world, bank, blueprint }: Setting, ability: readonly number[]): number {
  const sums = [0, 0, 0];
  for (const item of bank)
    sums[item.field] = (sums[item.field] ?? 0) + rightOf(item, ability, world);
  const share = (field: 0 | 1 | 2) => (sums[field] ?? 0) / BANK[field];
  return passGivenShares(prepareExam(blueprint, 0), [share(0), share(1), share(2)]);
}
