/** An estimate that a person was shown, and what came of the exam. */
export interface PastEstimate {
  readonly person: string;
  readonly chance: number;
  readonly passed: boolean;
}

/** One line of the calibration table: of those who were told this, so many passed. */
export interface CalibrationBand {
  /** Per cent; the last band includes 100. Bands with too few people are one with their neighbours. */
  readonly from: number;
  readonly to: number;
  readonly people: number;
  /** Sum of the weights: an estimate counts 1 / the person's estimates. */
  readonly weight: number;
  readonly meanChance: number;
  readonly passRate: number;
}

export interface EstimateScore {
  readonly people: number;
  readonly estimates: number;
  /** Only bands in which somebody is. */
  readonly bands: readonly CalibrationBand[];
  /** Mean of |mean chance − pass rate| over the bands, by weight. */
  readonly calibrationError: number;
  readonly brier: number;
  /** The pass rate of these people, with which everybody could have been told the same. */
  readonly baseRate: number;
  /** 1 − Brier / Brier of the base rate; 0 = no better than saying the base rate to all; null when all passed or all failed. */
  readonly skill: number | null;
}

const BANDS = 10;

interface Weighed extends PastEstimate {
  readonly weight: number;
}

/**
 * How good past estimates were: Brier = mean (chance − outcome)² (Brier 1950), skill against the base rate, calibration by bands
 * of ten points (Murphy 1973). Each person weighs 1, however often they looked. Null while there is no result.
 */
export function scoreEstimates(
  estimates: readonly PastEstimate[],
  fewestPeople = 1,
): EstimateScore | null {
  if (estimates.length === 0) return null;
  const weighed = weigh(estimates);
  const people = totalOf(weighed, () => 1);
  const mean = (of: (one: Weighed) => number) => totalOf(weighed, of) / people;
  const brier = mean(({ chance, passed }) => (chance - outcome(passed)) ** 2);
  const baseRate = mean(({ passed }) => outcome(passed));
  const reference = baseRate * (1 - baseRate);
  const bands = bandsOf(weighed, fewestPeople);
  return {
    people: countPeople(weighed),
    estimates: estimates.length,
    bands,
    calibrationError:
      bands.reduce(
        (sum, band) => sum + band.weight * Math.abs(band.meanChance - band.passRate),
        0,
      ) / people,
    brier,
    baseRate,
    skill: isClearly(reference) ? 1 - brier / reference : null,
  };
}

function weigh(estimates: readonly PastEstimate[]): Weighed[] {
  const counts = new Map<string, number>();
  for (const { person } of estimates) counts.set(person, (counts.get(person) ?? 0) + 1);
  return estimates.map((one) => ({ ...one, weight: 1 / (counts.get(one.person) ?? 1) }));
}

/** From below, each band as wide as it takes for `fewest` people; what is left over goes with the last. */
function bandsOf(weighed: readonly Weighed[], fewest: number): CalibrationBand[] {
  const ranges: Range[] = [];
  let from = 0;
  for (let to = 1; to <= BANDS; to++) {
    const people = countPeople(between(weighed, { from, to }));
    if (people >= fewest) ranges.push({ from, to });
    if (people === 0 || people >= fewest) from = to;
  }
  if (from < BANDS) ranges.push({ from: ranges.pop()?.from ?? from, to: BANDS });
  return ranges.map((range) => bandOf(weighed, range));
}

/** In bands of ten points. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function between(weighed: readonly Weighed[], { from, to }: Range): readonly Weighed[] {
  return weighed.filter(({ chance }) => {
    const band = Math.min(BANDS - 1, Math.floor(chance * BANDS));
    return band >= from && band < to;
  });
}

function bandOf(weighed: readonly Weighed[], range: Range): CalibrationBand {
  const inside = between(weighed, range);
  const weight = totalOf(inside, () => 1);
  return {
    from: range.from * (100 / BANDS),
    to: range.to * (100 / BANDS),
    people: countPeople(inside),
    weight,
    meanChance: totalOf(inside, ({ chance }) => chance) / weight,
    passRate: totalOf(inside, ({ passed }) => outcome(passed)) / weight,
  };
}

function totalOf(weighed: readonly Weighed[], of: (one: Weighed) => number): number {
  return weighed.reduce((sum, one) => sum + one.weight * of(one), 0);
}

function countPeople(weighed: readonly Weighed[]): number {
  return new Set(weighed.map(({ person }) => person)).size;
}

function outcome(passed: boolean): number {
  return passed ? 1 : 0;
}

/** Sums of thirds and sevenths leave a rest where 0 is meant. */
function isClearly(spread: number): boolean {
  return spread > 1e-9;
}
