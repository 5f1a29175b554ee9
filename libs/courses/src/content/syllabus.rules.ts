import type { Syllabus } from './course-files.schema';
import type { Problem } from './problem';

/** The three 分野 in the order in which an exam reports them. */
const FIELD_KEYS = ['strategy', 'management', 'technology'] as const;
const NO_END = '9999-12-31';

export interface JudgedSyllabi {
  /** Those that can stand beside each other: on each day there is one at most. */
  readonly usable: readonly Syllabus[];
  readonly problems: readonly Problem[];
}

/** The product's files come first: a city's file never takes the place of one of them. */
export function judgeSyllabi(syllabi: readonly Syllabus[]): JudgedSyllabi {
  const usable: Syllabus[] = [];
  const problems: Problem[] = [];
  for (const syllabus of syllabi) {
    const reasons = [...ownReasons(syllabus), ...reasonsBeside(syllabus, usable)];
    problems.push(
      ...reasons.map((reason) => ({ file: `syllabus/${syllabus.key}`, line: null, reason })),
    );
    if (reasons.length === 0) usable.push(syllabus);
  }
  return { usable, problems };
}

function ownReasons({ fields, validFrom, validTo }: Syllabus): string[] {
  const reasons: string[] = [];
  if (fields.map(({ key }) => key).join() !== FIELD_KEYS.join())
    reasons.push(`fields は ${FIELD_KEYS.join('・')} の三つを、この順に書いてください。`);
  if (validTo !== undefined && validTo <= validFrom)
    reasons.push('validTo は validFrom より後の日にしてください。');
  for (const { name, weight, scored, majors } of fields) {
    const asked = majors
      .flatMap(({ middles }) => middles)
      .reduce((sum, { questions }) => sum + questions, 0);
    if (asked !== weight)
      reasons.push(
        `${name}: 中分類の問題数の合計は${String(asked)}で、weight の${String(weight)}と違います。`,
      );
    if (scored > weight) reasons.push(`${name}: scored は weight を超えられません。`);
  }
  return reasons;
}

function reasonsBeside(syllabus: Syllabus, others: readonly Syllabus[]): string[] {
  return others.flatMap((other) => {
    if (other.key === syllabus.key) return [`同じ key のシラバスが、もう一つあります。`];
    return overlaps(syllabus, other)
      ? [`「${other.title}」と適用の期間が重なります。前のものに validTo を書いてください。`]
      : [];
  });
}

/** Half-open, as everywhere. */
function overlaps(one: Syllabus, other: Syllabus): boolean {
  return one.validFrom < (other.validTo ?? NO_END) && other.validFrom < (one.validTo ?? NO_END);
}
