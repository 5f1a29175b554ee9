import {
  ITEM_FLAGS,
  QUESTION_PLACES,
  QUESTION_SORTS,
  type QuestionFilter,
  type QuestionSort,
} from '@app/practice';
import { TREATMENTS } from '@app/quizzes';
import { z } from 'zod';

const CHOOSE = '答えの扱いを選んでください。';
const REASON = '理由を入力してください。';

export const withdrawForm = z.object({
  treatment: z.enum(TREATMENTS, CHOOSE),
  reason: z.string(REASON),
});

export const rescoreForm = z.object({ reason: z.string(REASON) });

/** What the list can be narrowed to besides a place. */
export const SHOWN_FLAGS = ['any', ...ITEM_FLAGS, 'withdrawn'] as const;

const query = z.object({
  place: z.enum(['', ...QUESTION_PLACES]).catch(''),
  flag: z.enum(['', ...SHOWN_FLAGS]).catch(''),
  words: z.string().trim().max(100).catch(''),
});

/** What an address cannot mean does not filter. */
export function questionFilter(asked: unknown): QuestionFilter {
  return query.parse(asked);
}

export function questionSort(asked: string | undefined): QuestionSort {
  const known = (Object.keys(QUESTION_SORTS) as QuestionSort[]).find((it) => it === asked);
  return known ?? 'trouble';
}
