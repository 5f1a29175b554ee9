import type { Answer } from '../question/answer';
import type { QuestionBody, SimpleBody } from '../question/question-body';
import { isCorrect } from '../question/scoring.rules';

/** What becomes of the answers to a question that turned out to be wrong. */
export const TREATMENTS = ['all_right', 'either_key'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** As pages call it. */
export const TREATMENT_WORDS: Readonly<Record<Treatment, string>> = {
  all_right: '全員を正解にする',
  either_key: '前の正解も、直した正解も、正解にする',
};

/** How the answers to a question count that is no longer as it was. */
export interface TreatedAs {
  readonly treatment: Treatment;
  /** The corrected text, where its key counts beside the old one. */
  readonly replacement: QuestionBody | null;
}

/**
 * Whether an answer, as written, counts as right. A withdrawn question is right for everybody who was asked it, answered or
 * not, as the authority of the national exams does it (「受験者全員を正解とする措置」); where the key was corrected, what either
 * key calls right is right. So nobody loses by a mistake that was ours.
 */
export function isRight(
  body: QuestionBody,
  answer: Answer | null,
  treated: TreatedAs | null,
): boolean {
  if (isCorrect(body, answer)) return true;
  if (treated === null) return false;
  if (treated.treatment === 'all_right') return true;
  return treated.replacement !== null && isRightByOther(body, treated.replacement, answer);
}

/** Whether the key of `other` can be asked about answers to `body`: the same choices, or something typed. */
export function canCompare(body: QuestionBody, other: QuestionBody): boolean {
  if (body.kind !== other.kind) return false;
  if (hasChoices(body) && hasChoices(other))
    return sameTexts(body.choices.map(textOf), other.choices.map(textOf));
  return body.kind === 'numeric' || body.kind === 'short_text';
}

/** The texts ask the same and something else is right. */
export function isKeyCorrected(body: QuestionBody, other: QuestionBody): boolean {
  return canCompare(body, other) && keyOf(body) !== keyOf(other);
}

function isRightByOther(body: QuestionBody, other: QuestionBody, answer: Answer | null): boolean {
  if (answer === null || !canCompare(body, other)) return false;
  if (!hasChoices(body) || !hasChoices(other) || !('choices' in answer))
    return isCorrect(other, answer);
  const places = answer.choices.map((at) =>
    other.choices.findIndex(({ text }) => text === body.choices[at]?.text),
  );
  return isCorrect(other, { ...answer, choices: places });
}

function keyOf(body: QuestionBody): string {
  if (hasChoices(body)) return JSON.stringify(body.choices.filter(rightOf).map(textOf).toSorted());
  if (body.kind === 'numeric') return JSON.stringify([body.answer, body.tolerance, body.unit]);
  return body.kind === 'short_text' ? JSON.stringify(body.accept.toSorted()) : '';
}

type Choices = Extract<SimpleBody, { readonly choices: unknown }>;
type Choice = Choices['choices'][number];

function hasChoices(body: QuestionBody): body is Choices {
  return 'choices' in body;
}

const textOf = ({ text }: Choice): string => text;
const rightOf = ({ correct }: Choice): boolean => correct;

function sameTexts(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());
}
