import type { AbilityModel } from './ability.rules';
import { type ExamBlueprint, scoredOf } from './blueprint';
import { type Triple } from './fields';
import { middleOf, type Posterior, type Range, sharesOfDraws } from './pass-chance.rules';
import { prepareExam } from './score-spread.rules';

const SCALE = 1000;
const STEP = 5;

/** A result on the scale of 0–1000, always called 目安. */
export interface ScoreEstimate {
  readonly points: number;
  /** points ± half of the 80 % range, within the scale. */
  readonly range: Range;
}

export interface MockEstimate {
  readonly total: ScoreEstimate;
  readonly fields: Triple<ScoreEstimate>;
}

/**
 * 1000 × right / scored, rounded to 5, ± half the width of the posterior's 80 % range of the expected share of right answers. The
 * official conversion is not public. The range says how well the ability is known after this mock, not by how much two exams
 * of the same person differ by chance.
 */
export function mockEstimate(
  right: Triple,
  known: {
    readonly posterior: Posterior;
    readonly blueprint: ExamBlueprint;
    readonly model: Pick<AbilityModel, 'floor'>;
  },
): MockEstimate {
  const { posterior, blueprint, model } = known;
  const draws = sharesOfDraws(posterior, prepareExam(blueprint, model.floor));
  const field = (index: 0 | 1 | 2): ScoreEstimate =>
    estimateOf(
      right[index] / blueprint.fields[index].scored,
      draws.map((shares) => shares[index]),
    );
  const scored = scoredOf(blueprint);
  const totals = draws.map(
    (shares) =>
      shares.reduce((sum, share, nth) => sum + share * (blueprint.fields[nth]?.scored ?? 0), 0) /
      scored,
  );
  return {
    total: estimateOf((right[0] + right[1] + right[2]) / scored, totals),
    fields: [field(0), field(1), field(2)],
  };
}

function estimateOf(share: number, draws: readonly number[]): ScoreEstimate {
  const { from, to } = middleOf(draws);
  const half = Math.ceil(((to - from) / 2) * (SCALE / STEP)) * STEP;
  const points = Math.round(share * (SCALE / STEP)) * STEP;
  return {
    points,
    range: { from: Math.max(0, points - half), to: Math.min(SCALE, points + half) },
  };
}
