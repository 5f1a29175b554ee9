import type { SyllabusField, SyllabusTree } from '../syllabus/syllabus.queries';
import type { MockChoice } from './mock-choice';

const SHORT_QUESTIONS = 30;

export interface FieldPlan {
  readonly key: string;
  readonly questions: number;
  /** How many questions of each 中分類, by its number. */
  readonly middles: ReadonlyMap<number, number>;
}

/** How a mock is put together, and how long it takes. */
export interface MockPlan {
  readonly questions: number;
  readonly minutes: number;
  readonly fields: readonly FieldPlan[];
}

/** As the blueprint says; the short form and that of one field in proportion, in questions as in minutes. */
export function mockPlan(syllabus: SyllabusTree, { form, field }: MockChoice): MockPlan {
  const all = sum(syllabus.fields.map(({ questions }) => questions));
  const fields = syllabus.fields.filter(({ key }) => form !== 'field' || key === field);
  const counts =
    form === 'short'
      ? apportion(SHORT_QUESTIONS, fields.map(weightOf))
      : fields.map(({ questions }) => questions);
  const questions = sum(counts);
  return {
    questions,
    minutes: Math.round((syllabus.minutes * questions) / all),
    fields: fields.map((it, index) => fieldPlan(it, counts[index] ?? 0)),
  };
}

/** So many of so many questions of a field count: 32 of 35, 18 of 20, 42 of 45, and fewer in proportion. */
export function scoredCount(
  { questions, scored }: Pick<SyllabusField, 'questions' | 'scored'>,
  count: number,
): number {
  return Math.round((count * scored) / questions);
}

function fieldPlan({ key, middles }: SyllabusField, questions: number): FieldPlan {
  const counts = apportion(questions, middles.map(weightOf));
  return {
    key,
    questions,
    middles: new Map(middles.map(({ number }, index) => [number, counts[index] ?? 0])),
  };
}

const weightOf = ({ questions }: { readonly questions: number }): number => questions;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Whole numbers in the proportion of the weights that add up to `total` (largest remainders, of equal ones the first). */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const all = sum(weights);
  const shares = weights.map((weight) => (weight * total) / all);
  const whole = shares.map(Math.floor);
  const left = total - sum(whole);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, left)
    .map(({ index }) => index);
  return whole.map((count, index) => count + (byRemainder.includes(index) ? 1 : 0));
}
