import { shuffle } from '@app/quizzes';
import type { SyllabusTree } from '../syllabus/syllabus.queries';
import { type FieldPlan, type MockPlan, scoredCount } from './mock-plan.rules';

/** A reserved question as one person knows it. */
export interface MockCandidate {
  readonly questionId: string;
  readonly field: string;
  readonly middle: number;
  /** All choices are numbers: something to work out. */
  readonly isNumeric: boolean;
  /** When the person was last asked it in a mock; null: never. */
  readonly seenAt: Date | null;
}

/** Of a hundred questions so many may be worked out, as in the real papers. */
const NUMERIC_OF_HUNDRED = 8;

/**
 * A paper by the blueprint: in each 中分類 what the person has not seen, and where that is too little, what was seen longest
 * ago. What a 中分類 cannot give comes from the rest of its field. The same seed draws the same paper.
 */
export function drawMock(
  pool: readonly MockCandidate[],
  plan: MockPlan,
  seed: number,
): readonly MockCandidate[] {
  const ranked = freshFirst(shuffle(pool, seed));
  const most = Math.ceil((NUMERIC_OF_HUNDRED * plan.questions) / 100);
  const paper = new Paper(most);
  const wanted = plan.fields.flatMap((field) =>
    [...field.middles].map(([middle, count]) => ({ field, middle, count })),
  );
  // In a drawn order, so that it is not always the last field that has nothing to work out.
  for (const { field, middle, count } of shuffle(wanted, seed + 1))
    paper.take(
      ranked.filter((it) => it.field === field.key && it.middle === middle),
      count,
    );
  for (const field of plan.fields) fillUp(paper, ranked, field);
  return plan.fields.flatMap(({ key }) =>
    shuffle(
      paper.taken.filter(({ field }) => field === key),
      seed + 2,
    ),
  );
}

/** Which positions count: of each field its share, drawn by the seed. */
export function scoredPositions(
  questions: readonly Pick<MockCandidate, 'field'>[],
  { fields }: Pick<SyllabusTree, 'fields'>,
  seed: number,
): readonly number[] {
  const scored = fields.flatMap((field) => {
    const own = questions.flatMap((it, index) => (it.field === field.key ? [index + 1] : []));
    return shuffle(own, seed).slice(0, scoredCount(field, own.length));
  });
  return scored.toSorted((a, b) => a - b);
}

class Paper {
  readonly taken: MockCandidate[] = [];

  constructor(private readonly mostNumeric: number) {}

  /** The first that fit; questions to work out only as long as there are not enough of them. */
  take(ranked: readonly MockCandidate[], count: number): void {
    let left = count;
    for (const candidate of ranked) {
      if (left === 0) return;
      if (this.taken.includes(candidate) || (candidate.isNumeric && this.isFull)) continue;
      this.taken.push(candidate);
      left -= 1;
    }
  }

  private get isFull(): boolean {
    return this.taken.filter(({ isNumeric }) => isNumeric).length >= this.mostNumeric;
  }
}

function fillUp(paper: Paper, ranked: readonly MockCandidate[], field: FieldPlan): void {
  const taken = paper.taken.filter((it) => it.field === field.key).length;
  paper.take(
    ranked.filter((it) => it.field === field.key),
    field.questions - taken,
  );
}

function freshFirst(shuffled: readonly MockCandidate[]): readonly MockCandidate[] {
  return shuffled.toSorted((a, b) => (a.seenAt?.getTime() ?? 0) - (b.seenAt?.getTime() ?? 0));
}
