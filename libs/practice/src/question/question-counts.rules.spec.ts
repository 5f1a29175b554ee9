import { type QuestionBody, questionBodySchema } from '@app/quizzes';
import { seededNumbers } from '@app/platform';
import { countQuestions, type QuestionAnswers } from './question-counts.rules';

const SINGLE = questionBodySchema.parse({
  ...{ kind: 'single', stem: 'どれですか。', explanation: '説明です。' },
  choices: ['甲', '乙', '丙', '丁'].map((text, at) => ({ text, correct: at === 1 })),
});
const NUMERIC = questionBodySchema.parse({
  ...{ kind: 'numeric', stem: 'いくつですか。', explanation: '説明です。', answer: 3 },
});

/** A question that was answered by people 0, 1, 2 …; `choose` gives the choice of each. */
function asked(
  questionId: string,
  people: number,
  choose: (person: number) => number,
  body: QuestionBody = SINGLE,
): QuestionAnswers {
  const all = Array.from({ length: people }, (_, person) => person);
  const choices = all.map(choose);
  return {
    ...{ questionId, body, people: all, seconds: all.map((person) => 10 + (person % 3)) },
    right: choices.map((choice) => Number(choice === 1)),
    choices: body.kind === 'single' ? choices : choices.map(() => -1),
  };
}

const countOf = (questions: readonly QuestionAnswers[]) =>
  new Map(countQuestions(questions).map((it) => [it.questionId, it]));

describe('countQuestions', () => {
  it('tells of each choice who takes it: the best and the worst at all other questions', () => {
    const others = Array.from({ length: 10 }, (_, at) =>
      asked(`o${String(at)}`, 100, (person) => (person > at * 10 ? 1 : 0)),
    );
    const good = asked('good', 100, (person) => (person >= 50 ? 1 : 2));
    const counted = countOf([...others, good]).get('good');
    expect(counted).toMatchObject({ answers: 100, facility: 0.5, medianSeconds: 11 });
    expect(counted?.discrimination).toBeGreaterThan(0.7);
    const [, key, distractor, unused] = counted?.choices ?? [];
    expect(key).toMatchObject({ isKey: true, share: 0.5, upperShare: 1, lowerShare: 0 });
    expect(distractor).toMatchObject({ isKey: false, upperShare: 0, lowerShare: 1 });
    expect(unused?.share).toBe(0);
    expect(counted?.flags).toContain('distractor_unused');
    expect(counted?.flags).not.toContain('key_perhaps_wrong');
  });

  it('suspects a key that the best do not choose', () => {
    const others = Array.from({ length: 10 }, (_, at) =>
      asked(`o${String(at)}`, 100, (person) => (person > at * 10 ? 1 : 0)),
    );
    const wrong = asked('wrong', 100, (person) => (person >= 50 ? 3 : 1));
    expect(countOf([...others, wrong]).get('wrong')?.flags).toEqual(
      expect.arrayContaining(['key_perhaps_wrong', 'discrimination_low']),
    );
  });

  it('says little of few, and nothing of choices where there are none', () => {
    const few = countOf([asked('few', 19, () => 1)]).get('few');
    expect(few).toMatchObject({ answers: 19, facility: null, discrimination: null, choices: null });
    const next = seededNumbers(3);
    const typed = asked('typed', 60, () => (next() < 0.6 ? 1 : 0), NUMERIC);
    const counted = countOf([typed, asked('other', 60, () => 1)]).get('typed');
    expect(counted?.facility).toBeCloseTo(typed.right.reduce((a, b) => a + b, 0) / 60, 12);
    expect(counted?.choices).toBeNull();
    expect(counted?.flags).not.toContain('distractor_unused');
  });

  it('keeps no time that was not measured', () => {
    const away = { ...asked('away', 30, () => 1), seconds: Array.from({ length: 30 }, () => -1) };
    expect(countOf([away]).get('away')?.medianSeconds).toBeNull();
    expect(countQuestions([])).toEqual([]);
  });
});
