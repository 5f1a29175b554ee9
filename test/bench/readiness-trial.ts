import {
  type AbilityModel,
  addAnswer,
  difficultySpread,
  type ExamBlueprint,
  FIELDS,
  fitGrowth,
  fitItems,
  type FirstAnswer,
  type FirstExposures,
  modelFor,
  passChance,
  type ReadinessSettings,
  scoreEstimates,
  startAbility,
} from '@app/practice';
import { forFields } from '../../libs/practice/src/readiness/fields';
import { correlation } from '../../libs/practice/src/readiness/moments.rules';
import { passChanceOf } from '../../libs/practice/src/readiness/pass-chance.rules';
import {
  AUTHOR_MISS,
  bankOf,
  type Chance,
  chanceFrom,
  type Item,
  livePerson,
  type SimulatedPerson,
  type World,
} from './readiness-world';

export interface Trial {
  readonly world: World;
  readonly people: number;
  /** From how many of them the questions are fitted, as in a city that has just begun. */
  readonly fittedFrom: number;
  readonly looks: readonly number[];
  readonly blueprint: ExamBlueprint;
  /** What the model believes of the world. */
  readonly settings: ReadinessSettings;
  readonly seed: number;
}

/** How good the estimates after `answers` first answers each were; the truth is the chance by the rules of the world. */
export interface TrialRow {
  readonly answers: number;
  readonly calibrationError: number;
  /** Mean estimate minus mean truth. */
  readonly bias: number;
  /** How many people's true chance lies in the 80 % range. */
  readonly covered: number;
  /** Against simulated results of the exam. */
  readonly skill: number;
  readonly itemCorrelation: number;
  readonly answersPerItem: number;
  /** The same from each answer by itself as it comes, and from the point θ̂ (which the product never shows). */
  readonly online: {
    readonly calibrationError: number;
    readonly bias: number;
    readonly covered: number;
  };
  readonly ofThePoint: number;
}

/** The nightly order of work: items are fitted from everybody's answers so far, then each person's ability by them. */
export function runTrial(trial: Trial): TrialRow[] {
  const chance = chanceFrom(trial.seed);
  const bank = bankOf(trial.world, chance);
  const setting = { world: trial.world, bank, blueprint: trial.blueprint, looks: trial.looks };
  const people = Array.from({ length: trial.people }, () => livePerson(setting, chance));
  return trial.looks.map((answers) => rowOf({ trial, bank, people, answers, chance }));
}

interface Look {
  readonly trial: Trial;
  readonly bank: readonly Item[];
  readonly people: readonly SimulatedPerson[];
  readonly answers: number;
  readonly chance: Chance;
}

function rowOf(look: Look): TrialRow {
  const { difficulties, errors, blueprint } = itemsOf(look);
  const model = modelFor(blueprint, look.trial.settings);
  const estimates = look.people.map((person) =>
    estimate(look, person, { difficulties, errors, blueprint, model }),
  );
  const results = estimates.map((one, nth) => ({
    person: String(nth),
    chance: one.nightly.chance,
    passed: look.chance.even() < one.truth,
  }));
  const nightly = judge(estimates.map((one) => ({ ...one.nightly, truth: one.truth })));
  return {
    answers: look.answers,
    ...nightly,
    skill: scoreEstimates(results)?.skill ?? 0,
    itemCorrelation: itemCorrelation(look.bank, difficulties),
    answersPerItem: (look.trial.fittedFrom * look.answers) / look.bank.length,
    online: judge(estimates.map((one) => ({ ...one.online, truth: one.truth }))),
    ofThePoint: judge(
      estimates.map(({ point, truth }) => ({ chance: point, range: { from: 0, to: 1 }, truth })),
    ).calibrationError,
  };
}

interface Known {
  readonly difficulties: readonly number[];
  readonly errors: readonly number[];
  readonly blueprint: ExamBlueprint;
  readonly model: AbilityModel;
}

function estimate(
  look: Look,
  person: SimulatedPerson,
  { difficulties, errors, blueprint, model }: Known,
) {
  const answers = person.answers.slice(0, look.answers).map((answer): FirstAnswer => {
    const field = FIELDS[look.bank[answer.item]?.field ?? 0];
    return {
      ...answer,
      field,
      difficulty: difficulties[answer.item] ?? 0,
      difficultyError: errors[answer.item] ?? 0,
    };
  });
  const day = answers.at(-1)?.day ?? 0;
  const { state } = fitGrowth({ answers, day, model });
  const online = answers.reduce(
    (before, answer) => addAnswer(before, answer, model),
    startAbility(model, 0),
  );
  return {
    truth: person.truth.get(look.answers) ?? Number.NaN,
    nightly: passChance(state, blueprint, model),
    online: passChance(online, blueprint, model),
    point: passChanceOf(state.mean, blueprint, model.floor),
  };
}

/** Fitted field by field, as the worker does at night; the exam is as hard as the bank is found to be. */
function itemsOf(look: Look): Omit<Known, 'model'> {
  const difficulties = look.bank.map(({ author }) => author);
  const errors = look.bank.map(() => AUTHOR_MISS);
  const fields = forFields((field) => {
    const items = look.bank.flatMap((item, nth) => (item.field === field ? [nth] : []));
    const prior = Float64Array.from(items, (item) => look.bank[item]?.author ?? 0);
    const fit = fitItems(
      exposuresOf(look, items),
      { difficulty: prior, sd: AUTHOR_MISS },
      { floor: look.trial.settings.floor },
    );
    items.forEach((item, nth) => {
      difficulties[item] = fit.difficulty[nth] ?? 0;
      errors[item] = fit.error[nth] ?? 0;
    });
    return { ...look.trial.blueprint.fields[field], difficulty: difficultySpread(fit) };
  });
  return { difficulties, errors, blueprint: { ...look.trial.blueprint, fields } };
}

function exposuresOf({ trial, people, answers }: Look, items: readonly number[]): FirstExposures {
  const places = new Map(items.map((item, place) => [item, place]));
  const rows = people.slice(0, trial.fittedFrom).flatMap((person, nth) =>
    person.answers.slice(0, answers).flatMap(({ item, right }) => {
      const place = places.get(item);
      return place === undefined ? [] : [{ person: nth, item: place, right: right ? 1 : 0 }];
    }),
  );
  return {
    people: people.length,
    items: items.length,
    person: Int32Array.from(rows, (row) => row.person),
    item: Int32Array.from(rows, (row) => row.item),
    right: Uint8Array.from(rows, (row) => row.right),
  };
}

interface Judged {
  readonly chance: number;
  readonly truth: number;
  readonly range: { readonly from: number; readonly to: number };
}

function judge(estimates: readonly Judged[]) {
  const count = estimates.length;
  const mean = (of: (one: Judged) => number, among = estimates) =>
    among.reduce((sum, one) => sum + of(one), 0) / among.length;
  const bands = Array.from({ length: 10 }, (_, band) =>
    estimates.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === band),
  ).filter((band) => band.length > 0);
  return {
    calibrationError: bands.reduce(
      (sum, band) =>
        sum + (band.length / count) * Math.abs(mean(({ chance, truth }) => chance - truth, band)),
      0,
    ),
    bias: mean(({ chance, truth }) => chance - truth),
    covered: mean(({ truth, range }) => (range.from <= truth && truth <= range.to ? 1 : 0)),
  };
}

function itemCorrelation(bank: readonly Item[], fitted: readonly number[]): number {
  return (
    correlation(
      bank.map(({ difficulty }) => difficulty),
      fitted,
    ) ?? 0
  );
}
