/**
 * One answer to one question: P(right) = c + (1 − c)·σ(θ − b), the one-parameter model of Rasch (1960) with the floor c of
 * a guess (Birnbaum 1968). c = 0 is the plain model.
 */
export function chanceOfRight(ability: number, difficulty: number, floor: number): number {
  return floor + (1 - floor) * logistic(ability - difficulty);
}

/** An answer with what is known of its question. */
export interface JudgedAnswer {
  readonly right: boolean;
  readonly difficulty: number;
  /** Standard error of the difficulty; 0 = known. */
  readonly difficultyError: number;
}

/**
 * What one answer says of the ability: `slope` = ∂ log P(answer) / ∂θ, and the information expected of it,
 * I = P′² / (P·(1 − P)) (Fisher). With c = 0 and a known difficulty they are x − p and p·(1 − p). Over a difficulty that is only known
 * as N(b, se²) the curve is flatter: σ(a·(θ − b)) with a = 1/√(1 + π·se²/8) (MacKay 1992).
 */
export function answerSlope(
  { right, difficulty, difficultyError }: JudgedAnswer,
  ability: number,
  floor: number,
): { slope: number; information: number } {
  const steepness = 1 / Math.sqrt(1 + (Math.PI / 8) * difficultyError * difficultyError);
  const plain = logistic(steepness * (ability - difficulty));
  const chance = floor + (1 - floor) * plain;
  // P′ / P(1 − P) with 1 − P = (1 − c)(1 − σ) taken out: stays finite when σ is 1 to the last digit.
  const factor = (steepness * plain) / chance;
  return {
    slope: ((right ? 1 : 0) - chance) * factor,
    information: steepness * (1 - floor) * plain * (1 - plain) * factor,
  };
}

export function logistic(x: number): number {
  if (x < 0) {
    const small = Math.exp(x);
    return small / (1 + small);
  }
  return 1 / (1 + Math.exp(-x));
}

export function logit(p: number): number {
  return Math.log(p / (1 - p));
}
