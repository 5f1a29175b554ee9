/** How a part of the syllabus stands by the newest answer to each of its questions. */
export interface Standing {
  readonly answered: number;
  readonly right: number;
}

export type Ability = 'few' | 'weak' | 'middling' | 'able';

/** With fewer answers nothing is said. */
const FEWEST = 4;
/** The pass line of the whole exam, as far as right answers can stand for it. */
const WEAK = 0.6;
const ABLE = 0.8;

export function abilityOf({ answered, right }: Standing): Ability {
  if (answered < FEWEST) return 'few';
  const rate = right / answered;
  if (rate < WEAK) return 'weak';
  return rate < ABLE ? 'middling' : 'able';
}
