import { type QuestionBody, questionBodySchema } from '../question/question-body';
import { canCompare, isKeyCorrected, isRight } from './withdrawal.rules';

const TEXTS = ['甲', '乙', '丙', '丁'];

function single(right: string, texts: readonly string[] = TEXTS): QuestionBody {
  return questionBodySchema.parse({
    ...{ kind: 'single', stem: 'どれですか。', explanation: '説明です。' },
    choices: texts.map((text) => ({ text, correct: text === right })),
  });
}

function multiple(...right: readonly string[]): QuestionBody {
  return questionBodySchema.parse({
    ...{ kind: 'multiple', stem: 'どれですか。', explanation: '説明です。' },
    choices: TEXTS.map((text) => ({ text, correct: right.includes(text) })),
  });
}

const typed = (facts: object) =>
  questionBodySchema.parse({ stem: 'いくつですか。', explanation: '説明です。', ...facts });
const chosen = (...choices: number[]) => ({ kind: 'single', choices }) as const;

describe('A withdrawn question', () => {
  const all = { treatment: 'all_right', replacement: null } as const;

  it('is right for everybody who was asked it, answered or not', () => {
    expect(isRight(single('甲'), chosen(3), all)).toBe(true);
    expect(isRight(single('甲'), null, all)).toBe(true);
    expect(isRight(single('甲'), chosen(3), null)).toBe(false);
    expect(isRight(single('甲'), chosen(0), null)).toBe(true);
  });

  it('whose key was corrected is right by either key, wherever the choices stand now', () => {
    const replacement = single('丙', TEXTS.toReversed());
    const treated = { treatment: 'either_key', replacement } as const;
    const verdicts = [0, 1, 2, 3].map((at) => isRight(single('甲'), chosen(at), treated));
    expect(verdicts).toEqual([true, false, true, false]);
    expect(isRight(single('甲'), null, treated)).toBe(false);
    expect(isRight(single('甲'), chosen(-1), treated)).toBe(false);
  });

  it('of several right choices is right by all of one key, not by some of both', () => {
    const treated = { treatment: 'either_key', replacement: multiple('甲', '丙') } as const;
    const by = (...choices: number[]) =>
      isRight(multiple('甲', '乙'), { kind: 'multiple', choices }, treated);
    expect([by(0, 1), by(0, 2), by(0, 1, 2), by(1, 2)]).toEqual([true, true, false, false]);
  });

  it('that is typed is right by either number or word', () => {
    const number = (answer: number) => typed({ kind: 'numeric', answer });
    const treated = { treatment: 'either_key', replacement: number(12) } as const;
    expect(isRight(number(10), { kind: 'numeric', text: '12' }, treated)).toBe(true);
    expect(isRight(number(10), { kind: 'numeric', text: '11' }, treated)).toBe(false);
  });
});

describe('A corrected key', () => {
  it.each([
    [single('甲'), single('乙'), true],
    [single('甲'), single('甲', TEXTS.toReversed()), false],
    [single('甲'), single('乙', ['甲', '乙', '丙', '別']), false],
    [single('甲'), multiple('乙'), false],
    [
      typed({ kind: 'short_text', accept: ['a'] }),
      typed({ kind: 'short_text', accept: ['a', 'b'] }),
      true,
    ],
    [
      typed({ kind: 'order', items: ['一', '二'] }),
      typed({ kind: 'order', items: ['二', '一'] }),
      false,
    ],
  ])('is seen where the texts ask the same (%#)', (before, after, isSeen) => {
    expect(isKeyCorrected(before, after)).toBe(isSeen);
  });

  it('is not looked for where answers cannot be compared', () => {
    expect(canCompare(single('甲'), single('甲', ['甲', '乙', '丙']))).toBe(false);
  });
});
