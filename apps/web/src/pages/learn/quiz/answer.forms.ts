import { type Answer, answerSchema, type SimpleAnswer } from '@app/quizzes';
import { InvalidInput, parseWholeNumber } from '@app/platform';
import { z } from 'zod';
import { wholeNumberField } from '../../../shell/number-fields';

const MAXIMUM_PARTS = 10;
const CHANGED = '画面の内容が変わっています。画面を開き直して、もう一度解答してください。';

/** What a page says about an answer, besides the answer itself (`answerOf`). */
export const saveForm = z.object({
  position: wholeNumberField(CHANGED, { least: 1, most: 1000 }),
  revision: wholeNumberField(CHANGED, { least: 1, most: 2_000_000_000 }),
  known: wholeNumberField(CHANGED, { least: 0, most: 2_000_000_000 }),
  tab: z.uuid(CHANGED),
  /** Where to go next: `finish`, out of it with `leave`, or the position of a question. */
  go: z
    .string()
    .regex(/^(finish|leave|\d{1,4})$/, CHANGED)
    .optional(),
  mark: z.enum(['on', 'off'], CHANGED).optional(),
});

type Fields = Readonly<Record<string, unknown>>;

/**
 * The answer in a form made by the partial `question-fields`, in terms of what was shown; null when nothing was
 * chosen or typed. Throws InvalidInput for anything that no page of ours sends.
 */
export function answerOf(body: unknown): Answer | null {
  const fields = (body ?? {}) as Fields;
  const answer = fields.kind === 'case' ? caseAnswer(fields) : simpleAnswer(fields, '');
  if (answer === null) return null;
  const result = answerSchema.safeParse(answer);
  if (result.success) return result.data;
  const typed = result.error.issues.find((issue) => issue.path.includes('text'));
  throw new InvalidInput({ answer: typed?.message ?? CHANGED });
}

function caseAnswer(fields: Fields): Answer | null {
  const parts: (SimpleAnswer | null)[] = [];
  for (let part = 0; part < MAXIMUM_PARTS && `p${String(part)}-kind` in fields; part++) {
    parts.push(simpleAnswer(fields, `p${String(part)}-`));
  }
  return parts.every((part) => part === null) ? null : { kind: 'case', parts };
}

function simpleAnswer(fields: Fields, prefix: string): SimpleAnswer | null {
  const kind = fields[`${prefix}kind`];
  switch (kind) {
    case 'single':
    case 'multiple':
    case 'true_false': {
      const choices = [fields[`${prefix}choice`] ?? []].flat().map(wholeNumber);
      return choices.length === 0 ? null : { kind, choices };
    }
    case 'order':
    case 'match':
    case 'sort_into': {
      const places = placesOf(fields, prefix);
      return places.every((place) => place === null) ? null : { kind, places };
    }
    case 'numeric':
    case 'short_text': {
      const text = fields[`${prefix}text`] ?? '';
      if (typeof text !== 'string') throw new InvalidInput({ answer: CHANGED });
      return text.trim() === '' ? null : { kind, text: text.trim() };
    }
    default:
      throw new InvalidInput({ answer: CHANGED });
  }
}

function placesOf(fields: Fields, prefix: string): (number | null)[] {
  const places: (number | null)[] = [];
  for (;;) {
    const value = fields[`${prefix}place-${String(places.length)}`];
    if (value === undefined) return places;
    places.push(value === '' ? null : wholeNumber(value));
  }
}

/** What is no number becomes one that no question has, so that the schema refuses it. */
function wholeNumber(value: unknown): number {
  if (typeof value !== 'string') return -1;
  return parseWholeNumber(value, { least: 0, most: 999 }) ?? -1;
}
