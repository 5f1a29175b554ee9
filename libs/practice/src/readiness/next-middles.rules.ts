import type { AbilityModel } from './ability.rules';
import type { ExamBlueprint, MiddleShare } from './blueprint';
import { FIELDS, type Field, forFields, type Triple } from './fields';
import { meanOf } from './moments.rules';
import { type Posterior, sharesOfDraws } from './pass-chance.rules';
import { passGivenShares, prepareExam } from './score-spread.rules';

/** A person's first answers in one 中分類. */
export interface MiddleCount {
  readonly right: number;
  readonly wrong: number;
}

export interface MiddleGain {
  readonly key: string;
  readonly field: Field;
  /** The share of right answers to be expected there today, between 0 and 1. */
  readonly share: number;
  /** How much P(pass) would rise if it became `goal`. */
  readonly gain: number;
}

export interface MiddleQuestion {
  readonly posterior: Posterior;
  readonly blueprint: ExamBlueprint;
  readonly model: Pick<AbilityModel, 'floor'>;
  readonly counts: ReadonlyMap<string, MiddleCount>;
  /** The share of right answers that learning a 中分類 leads to. */
  readonly goal: number;
}

/** With how many answers at the level of the field a 中分類 begins: few answers must not look like a weakness. */
const PRIOR_ANSWERS = 8;

/**
 * The 中分類 in the order of what learning them would add to P(pass). Share today: (right + κ·s) / (right + wrong + κ), with s
 * the expected share of the field (shrinkage of a binomial to its group, Efron & Morris 1975). Raised to the goal, n questions expected
 * of n_k add n·(goal − share)/n_k to the field's share in every draw of the posterior.
 */
export function middlesByGain(question: MiddleQuestion): MiddleGain[] {
  const { blueprint, model, posterior } = question;
  const exam = prepareExam(blueprint, model.floor);
  const draws = sharesOfDraws(posterior, exam);
  const chanceWith = (added: Triple) =>
    meanOf(draws.map((shares) => passGivenShares(exam, raised(shares, added))));
  const today = chanceWith([0, 0, 0]);
  const gains = forFields((index) => {
    const field = blueprint.fields[index];
    const expected = meanOf(draws.map((shares) => shares[index]));
    return field.middles.map((middle): MiddleGain => {
      const share = shareOf(question.counts.get(middle.key), expected);
      const more = moreShare(middle, question.goal - share, field.scored);
      const gain =
        more === 0 ? 0 : chanceWith(forFields((at) => (at === index ? more : 0))) - today;
      return { key: middle.key, field: FIELDS[index], share, gain };
    });
  });
  return gains.flat().sort((a, b) => b.gain - a.gain);
}

function shareOf(count: MiddleCount | undefined, expected: number): number {
  const { right, wrong } = count ?? { right: 0, wrong: 0 };
  return (right + PRIOR_ANSWERS * expected) / (right + wrong + PRIOR_ANSWERS);
}

function moreShare({ expected }: MiddleShare, missing: number, scored: number): number {
  return (Math.max(0, missing) * expected) / scored;
}

function raised(shares: Triple, added: Triple): Triple {
  return forFields((index) => Math.min(1, shares[index] + added[index]));
}
