import { z } from 'zod';
import { MAXIMUM_OPTIONS } from './question-body';

const index = z
  .int()
  .min(0)
  .max(MAXIMUM_OPTIONS - 1);
const places = z.array(index.nullable()).max(MAXIMUM_OPTIONS);
const MAXIMUM_TEXT = 200;

const simpleAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['single', 'multiple', 'true_false']),
    choices: z.array(index).max(MAXIMUM_OPTIONS),
  }),
  z.strictObject({ kind: z.enum(['order', 'match', 'sort_into']), places }),
  z.strictObject({
    kind: z.enum(['numeric', 'short_text']),
    text: z.string().max(MAXIMUM_TEXT, `${String(MAXIMUM_TEXT)}文字以内で入力してください。`),
  }),
]);

/** What a person may send as an answer: small, and of the shape of one kind. */
export const answerSchema = z.discriminatedUnion('kind', [
  ...simpleAnswerSchema.options,
  z.strictObject({
    kind: z.literal('case'),
    parts: z.array(simpleAnswerSchema.nullable()).max(10),
  }),
]);

export type SimpleAnswer = z.output<typeof simpleAnswerSchema>;

/**
 * An answer in terms of what was on the screen: `choices` are the positions of the chosen options as shown;
 * `places` holds for each shown item its place (order), its group (sort_into), or for each left side the
 * position of the shown right side (match). Everything counts from 0; null means not yet placed.
 */
export type Answer = z.output<typeof answerSchema>;
