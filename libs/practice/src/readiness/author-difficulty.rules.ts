/** The level of a question in the course files: 1 easy, 2 middle, 3 hard. */
export type AuthorLevel = 1 | 2 | 3;

const LEVELS: Readonly<Record<AuthorLevel, number>> = { 1: -0.9, 2: 0, 3: 0.9 };

/**
 * τ: how far a question lies from its author's level. Wide, as judging difficulty from the text is hardly better than saying the
 * same of every question (BEA 2024, shared task on item difficulty): about five answers outweigh it.
 */
export const AUTHOR_SD = 0.9;

/** The author's level in logits, with which a question begins until people have answered it. */
export function authorDifficulty(level: AuthorLevel): number {
  return LEVELS[level];
}
