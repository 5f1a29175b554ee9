import { idOf } from '@app/platform';
import type { MockAnswerOfMiddle, MockOfPerson, MockScore, SyllabusTree } from '@app/practice';
import type { AttemptResult } from '@app/quizzes';

const KEYS = ['strategy', 'management', 'technology'] as const;
const ATTEMPT = idOf<'quiz_attempt'>('11111111-1111-4111-8111-111111111111');
const at = (time: string) => new Date(`2027-04-02T${time}+09:00`);

/** For specs: an exam of four questions. */
export const SAMPLE_TREE: SyllabusTree = {
  ...{ key: 'sample', title: '見本', source: '', validFrom: '2026-01-01', validTo: null },
  ...{ minutes: 120, passTotal: 600, passField: 300 },
  fields: KEYS.map((key, index) => ({
    ...{ key, name: key, questions: index === 0 ? 2 : 1, scored: 1 },
    middles: [{ number: index + 1, name: `中分類${key}`, questions: 1, majorName: '', items: [] }],
  })),
};

function answer(position: number, field: 0 | 1 | 2, isCorrect: boolean, isScored = true) {
  const key = KEYS[field];
  return {
    ...{ attemptId: ATTEMPT, position, isCorrect, isScored, field: key },
    ...{ difficulty: 2, middle: field + 1, middleName: `中分類${key}` },
  } satisfies MockAnswerOfMiddle;
}

/** The first field right, one of its questions uncounted; the last one wrong. */
const ANSWERS: readonly MockAnswerOfMiddle[] = [
  answer(1, 0, true),
  answer(2, 0, true, false),
  answer(3, 1, true),
  answer(4, 2, false),
];

export const SAMPLE_MOCK: MockOfPerson = {
  ...{ attemptId: ATTEMPT, syllabusKey: 'sample', form: 'full', paper: 'mock-1', field: null },
  ...{ minutes: 120, extraMinutes: 0, seenCount: 0, questionCount: 4 },
  ...{ startedAt: at('10:00'), deadlineAt: at('12:00'), submittedAt: at('11:00') },
  answers: ANSWERS,
};

const SAVED = ['10:01:00', '10:01:30', '10:03:00', null] as const;

export const SAMPLE_RESULT: AttemptResult = {
  ...{ attemptId: ATTEMPT, quizKey: 'mock:sample:full:mock-1', attemptNumber: 1, questionCount: 4 },
  ...{ originKey: 'mock:sample:full:mock-1', basedOn: null, showsKeys: true },
  ...{ passRatio: 0.6, startedAt: at('10:00'), deadlineAt: at('12:00') },
  ...{ submittedAt: at('11:00'), passed: true, correctCount: 3, lateCount: 0 },
  rescorings: [],
  questions: ANSWERS.map(({ position, isCorrect }, index) => {
    const saved = SAVED[index] ?? null;
    return {
      ...{ kind: 'single', stem: `問い${String(position)}`, choices: [], rows: [], parts: [] },
      ...{ questionId: `q${String(position)}`, position, isCorrect, tags: [], figure: null },
      ...{ isAnswered: saved !== null, explanation: '', withdrawal: null },
      answeredAt: saved === null ? null : at(saved),
    };
  }),
};

/** So many points everywhere, give or take. */
export function sampleScore(points: number, half: number): MockScore {
  const estimate = { points, range: { from: points - half, to: points + half } };
  return {
    total: estimate,
    fields: KEYS.map((field) => ({ field, right: points / 5, of: 200, estimate })),
  };
}
