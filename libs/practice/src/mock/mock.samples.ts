import type { SyllabusField, SyllabusTree } from '../syllabus/syllabus.queries';
import type { MockCandidate } from './mock-draw.rules';

/** For specs: an exam of a hundred questions in three fields. */
export const SAMPLE_SYLLABUS: SyllabusTree = {
  ...{ key: 'sample', title: '見本', source: '', validFrom: '2026-01-01', validTo: null },
  ...{ minutes: 120, passTotal: 600, passField: 300 },
  fields: [
    field('strategy', 32, 1, [6, 9, 6, 2, 6, 3, 3]),
    field('management', 18, 8, [4, 4, 5, 4, 3]),
    field('technology', 42, 13, [5, 4, 2, 3, 3, 1, 2, 3, 4, 6, 12]),
  ],
};

function field(
  key: string,
  scored: number,
  first: number,
  counts: readonly number[],
): SyllabusField {
  return {
    ...{ key, name: key, scored, questions: counts.reduce((sum, one) => sum + one, 0) },
    middles: counts.map((questions, index) => ({
      ...{ number: first + index, name: `中分類${String(first + index)}`, majorName: '' },
      ...{ questions, items: [] },
    })),
  };
}

/** So many times the blueprint's questions of each 中分類, none of them seen. */
export function samplePool(times: number): readonly MockCandidate[] {
  return SAMPLE_SYLLABUS.fields.flatMap(({ key, middles }) =>
    middles.flatMap(({ number, questions }) =>
      Array.from({ length: questions * times }, (_, nth) => ({
        questionId: `${String(number)}-${String(nth)}`,
        ...{ field: key, middle: number, isNumeric: false, seenAt: null },
      })),
    ),
  );
}
