import { shuffle } from '../question/shuffle.rules';

export interface DrawnFrom {
  readonly id: string;
  /** The same for questions with the same choices. */
  readonly family: string;
}

/**
 * `count` of the questions (null: all) in an order of chance. One of each family before a second one of any: who sees the
 * same choices twice can rule out by the first question what the second one asks.
 */
export function drawQuestions(
  questions: readonly DrawnFrom[],
  count: number | null,
  seed: number,
): readonly string[] {
  const shuffled = shuffle(questions, seed);
  const seen = new Map<string, number>();
  const ranked = shuffled.map(({ id, family }, place) => {
    const round = seen.get(family) ?? 0;
    seen.set(family, round + 1);
    return { id, round, place };
  });
  const chosen = ranked
    .toSorted((a, b) => a.round - b.round || a.place - b.place)
    .slice(0, count ?? undefined);
  return chosen.toSorted((a, b) => a.place - b.place).map(({ id }) => id);
}
