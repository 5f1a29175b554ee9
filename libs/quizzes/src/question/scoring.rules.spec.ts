import fc from 'fast-check';
import type { Answer } from './answer';
import { asWritten, choiceOrder, displayOf } from './display.rules';
import { feedbackOf } from './feedback.rules';
import { type QuestionBody, questionBodySchema } from './question-body';
import { isCorrect, parseNumber } from './scoring.rules';

const asked = { stem: '問い', explanation: '説明' };

const BODIES: readonly QuestionBody[] = [
  {
    kind: 'single',
    choices: [
      { text: 'ア', why: '違う' },
      { text: 'イ', correct: true, why: '正しい' },
      { text: 'ウ', why: '違う' },
    ],
  },
  {
    kind: 'multiple',
    choices: [{ text: 'ア', correct: true }, { text: 'イ' }, { text: 'ウ', correct: true }],
  },
  { kind: 'true_false', choices: [{ text: '正しい' }, { text: '誤り', correct: true }] },
  { kind: 'order', items: ['一', '二', '三', '四'] },
  {
    kind: 'match',
    pairs: [
      { left: 'a', right: 'A' },
      { left: 'b', right: 'B' },
      { left: 'c', right: 'C' },
    ],
  },
  { kind: 'numeric', answer: 1200, tolerance: 0, unit: '円' },
  { kind: 'short_text', accept: ['保存年限', 'RFI'] },
  { kind: 'sort_into', groups: { 紙: ['契約書'], 電子: ['写真', '表'] } },
].map((body) => questionBodySchema.parse({ ...body, ...asked }));

const CASE = questionBodySchema.parse({
  kind: 'case',
  text: '事例',
  questions: [BODIES[0], BODIES[3], BODIES[4]],
});

/** The right answer as it has to be given on the screen. */
function rightAnswer(body: QuestionBody, order: readonly number[]): Answer {
  switch (body.kind) {
    case 'single':
    case 'multiple':
    case 'true_false':
      return {
        kind: body.kind,
        choices: order.flatMap((written, shown) => (body.choices[written]?.correct ? [shown] : [])),
      };
    case 'order':
      return { kind: body.kind, places: [...order] };
    case 'match':
      return { kind: body.kind, places: body.pairs.map((_, index) => order.indexOf(index)) };
    case 'sort_into': {
      const groups = Object.values(body.groups).flatMap((items, group) => items.map(() => group));
      return { kind: body.kind, places: order.map((written) => groups[written] ?? null) };
    }
    case 'numeric':
      return { kind: body.kind, text: String(body.answer) };
    case 'short_text':
      return { kind: body.kind, text: body.accept[0] ?? '' };
    case 'case': {
      let from = 0;
      const parts = body.questions.map((part) => {
        const size = choiceOrder(part, 0).length;
        const answer = rightAnswer(part, order.slice(from, from + size));
        from += size;
        return answer.kind === 'case' ? null : answer;
      });
      return { kind: 'case', parts };
    }
  }
}

const isRight = (body: QuestionBody, order: readonly number[], answer: Answer | null): boolean =>
  isCorrect(body, asWritten(body, order, answer));
const anyBody = fc.constantFrom(...BODIES, CASE);
const anySeed = fc.nat(2 ** 32 - 1);
const anyIndex = fc.integer({ min: -2, max: 30 });
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('single', 'multiple', 'true_false'),
    choices: fc.array(anyIndex),
  }),
  fc.record({
    kind: fc.constantFrom('order', 'match', 'sort_into'),
    places: fc.array(fc.option(anyIndex)),
  }),
  fc.record({ kind: fc.constantFrom('numeric', 'short_text'), text: fc.string() }),
  fc.record({
    kind: fc.constant('case' as const),
    parts: fc.array(
      fc.option(fc.record({ kind: fc.constant('single' as const), choices: fc.array(anyIndex) })),
    ),
  }),
);

describe('isCorrect', () => {
  it('accepts the right answer of every kind, however its options were shuffled', () => {
    fc.assert(
      fc.property(anyBody, anySeed, (body, seed) => {
        const order = choiceOrder(body, seed);
        expect(isRight(body, order, rightAnswer(body, order))).toBe(true);
      }),
    );
  });

  it('never fails, and finds no answer and answers of another kind wrong', () => {
    fc.assert(
      fc.property(anyBody, anySeed, anyAnswer, (body, seed, answer) => {
        const order = choiceOrder(body, seed);
        expect(isRight(body, order, null)).toBe(false);
        const verdict = isRight(body, order, answer);
        if (answer.kind !== body.kind) expect(verdict).toBe(false);
      }),
    );
  });

  it('does not give a part of the points: one wrong place, one choice too few or too many is wrong', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        for (const body of BODIES) {
          const order = choiceOrder(body, seed);
          const right = rightAnswer(body, order);
          if ('places' in right) {
            const places = [...right.places];
            places[0] = places[0] === 0 ? 1 : 0;
            expect(isRight(body, order, { ...right, places })).toBe(false);
            expect(
              isRight(body, order, { ...right, places: [null, ...right.places.slice(1)] }),
            ).toBe(false);
          }
          if ('choices' in right) {
            expect(
              isRight(body, order, { ...right, choices: order.map((_, shown) => shown) }),
            ).toBe(false);
            expect(isRight(body, order, { ...right, choices: right.choices.slice(1) })).toBe(false);
          }
        }
      }),
    );
  });

  it('takes the same choice named twice once', () => {
    const [single] = BODIES;
    if (!single) throw new Error('no body');
    expect(isCorrect(single, { kind: 'single', choices: [1, 1] })).toBe(true);
    expect(isCorrect(single, { kind: 'single', choices: [1, 7] })).toBe(false);
  });

  it('lets equal right sides of a match stand for each other', () => {
    const pairs = [
      { left: 'a', right: '課' },
      { left: 'b', right: '課' },
      { left: 'c', right: '係' },
    ];
    const body = questionBodySchema.parse({ kind: 'match', ...asked, pairs });
    expect(isCorrect(body, { kind: 'match', places: [1, 0, 2] })).toBe(true);
    expect(isCorrect(body, { kind: 'match', places: [1, 2, 0] })).toBe(false);
  });

  it.each([
    ['1200', true],
    ['1,200円', true],
    ['１，２００ 円', true],
    ['1200.0', true],
    ['1201', false],
    ['', false],
    ['千二百', false],
    ['1200人', false],
    ['1e3', false],
    ['Infinity', false],
  ])('reads the number %s', (text, verdict) => {
    const numeric = questionBodySchema.parse({
      kind: 'numeric',
      ...asked,
      answer: 1200,
      unit: '円',
    });
    expect(isCorrect(numeric, { kind: 'numeric', text })).toBe(verdict);
  });

  it('allows the tolerance, its ends included, and the noise of decimal fractions', () => {
    const body = questionBodySchema.parse({
      kind: 'numeric',
      ...asked,
      answer: 0.3,
      tolerance: 0.1,
    });
    expect(isCorrect(body, { kind: 'numeric', text: '0.4' })).toBe(true);
    expect(isCorrect(body, { kind: 'numeric', text: '0.2' })).toBe(true);
    expect(isCorrect(body, { kind: 'numeric', text: '0.41' })).toBe(false);
    expect(isCorrect(body, { kind: 'numeric', text: '-0.3' })).toBe(false);
  });

  it.each([
    ['保存年限', true],
    [' 保存 年限 ', true],
    ['ｒｆｉ', true],
    ['RFP', false],
    ['', false],
    ['   ', false],
  ])('reads the text %s', (text, verdict) => {
    const body = BODIES[6];
    expect(body && isCorrect(body, { kind: 'short_text', text })).toBe(verdict);
  });
});

describe('parseNumber', () => {
  it.each([
    ['-5', -5],
    ['−5', -5],
    ['－５', -5],
    ['- 5', -5],
    ['+5', 5],
    ['＋５', 5],
    ['-.5', -0.5],
    ['−1,200.50', -1200.5],
    ['5-', null],
    ['--5', null],
    ['+-5', null],
    ['-', null],
    ['.', null],
    ['5.', 5],
  ])('reads the sign and the point of %s', (typed, value) => {
    expect(parseNumber(typed)).toBe(value);
  });

  it('takes a negative answer for right with its own sign only, whatever minus was typed', () => {
    const body = questionBodySchema.parse({ kind: 'numeric', ...asked, answer: -30, unit: '%' });
    const verdict = (text: string) => isCorrect(body, { kind: 'numeric', text });
    expect(['-30', '−30', '－30％', '-30.0 %'].map(verdict)).toEqual([true, true, true, true]);
    expect(['30', '+30', '0', '-31', '-29.9'].map(verdict)).toEqual(Array(5).fill(false));
  });

  it('allows noise by the size of the answer, also of a large and of a negative one', () => {
    const isRight = (answer: number, text: string) =>
      isCorrect(questionBodySchema.parse({ kind: 'numeric', ...asked, answer }), {
        kind: 'numeric',
        text,
      });
    for (const sign of ['', '-']) {
      const answer = Number(`${sign}4000000000`);
      expect(isRight(answer, `${sign}4000000001`)).toBe(true);
      expect(isRight(answer, `${sign}4000000003`)).toBe(false);
    }
    expect(isRight(0, '0.0000000004')).toBe(true);
    expect(isRight(0, '0.000000001')).toBe(false);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (value) => {
        expect(parseNumber(value.toLocaleString('en-US'))).toBe(value);
      }),
    );
  });
});

describe('displayOf', () => {
  it('never tells the key: the same choices and items look the same whichever is right', () => {
    const [one, other] = [0, 1].map((right) =>
      questionBodySchema.parse({
        kind: 'single',
        ...asked,
        choices: [0, 1].map((index) => ({
          text: `選択肢${String(index)}`,
          correct: index === right,
          why: `理由${String(right)}`,
        })),
      }),
    );
    if (!one || !other) throw new Error('no bodies');
    expect(displayOf(one, [1, 0])).toEqual(displayOf(other, [1, 0]));
    fc.assert(
      fc.property(anyBody, anySeed, (body, seed) => {
        const text = JSON.stringify(displayOf(body, choiceOrder(body, seed)));
        expect(text).not.toMatch(
          /correct|why|explanation|説明|accept|tolerance|answer|1200|保存年限/,
        );
      }),
    );
  });
});

describe('feedbackOf', () => {
  it('tells of every option whether it was chosen, whether it is right, and why, in the order shown', () => {
    const [single] = BODIES;
    if (!single) throw new Error('no body');
    const feedback = feedbackOf(single, [2, 1, 0], { kind: 'single', choices: [0] });
    expect(feedback.isCorrect).toBe(false);
    expect(feedback.choices).toEqual([
      { text: 'ウ', isChosen: true, isCorrect: false, why: '違う' },
      { text: 'イ', isChosen: false, isCorrect: true, why: '正しい' },
      { text: 'ア', isChosen: false, isCorrect: false, why: '違う' },
    ]);
    expect(feedback.explanation).toBe('説明');
  });

  it('agrees with the score in every row and every part', () => {
    fc.assert(
      fc.property(anyBody, anySeed, fc.boolean(), anyAnswer, (body, seed, isRightOne, other) => {
        const order = choiceOrder(body, seed);
        const answer = isRightOne ? rightAnswer(body, order) : other;
        const feedback = feedbackOf(body, order, answer);
        expect(feedback.isCorrect).toBe(isRight(body, order, answer));
        if (feedback.isCorrect) {
          expect(feedback.rows.every((row) => row.isCorrect)).toBe(true);
          expect(feedback.choices.every((choice) => choice.isChosen === choice.isCorrect)).toBe(
            true,
          );
          expect(feedback.parts.every((part) => part.isCorrect)).toBe(true);
        }
      }),
    );
  });

  it('shows what was given and what is right in words', () => {
    const order = BODIES[3];
    const typed = BODIES[5];
    if (!order || !typed) throw new Error('no bodies');
    expect(
      feedbackOf(order, [3, 0, 1, 2], { kind: 'order', places: [0, 1, null, 3] }).rows,
    ).toEqual([
      { label: '一', given: '2番目', right: '1番目', isCorrect: false },
      { label: '二', given: '(未解答)', right: '2番目', isCorrect: false },
      { label: '三', given: '4番目', right: '3番目', isCorrect: false },
      { label: '四', given: '1番目', right: '4番目', isCorrect: false },
    ]);
    expect(feedbackOf(typed, [], null)).toMatchObject({
      isAnswered: false,
      rows: [{ label: '答え', given: '(未解答)', right: '1200円', isCorrect: false }],
    });
  });
});
