import type { Answer } from './answer';
import { choicesAsked, faultOf } from './fault.rules';
import { type QuestionBody, questionBodySchema } from './question-body';

const body = (facts: object): QuestionBody =>
  questionBodySchema.parse({ stem: '問い', explanation: '解説', ...facts });

const NUMERIC = body({ kind: 'numeric', answer: 1200, unit: '円' });
const ORDER = body({ kind: 'order', items: ['い', 'ろ', 'は'] });
const MATCH = body({
  kind: 'match',
  pairs: [
    { left: 'a', right: 'A' },
    { left: 'b', right: 'B' },
  ],
});
const choices = [true, true, false, false].map((correct, index) => ({
  text: `選択肢${String(index)}`,
  correct,
}));
const TWO = body({ kind: 'multiple', stem: '適切なものを2つ選んでください。', choices });
const ALL = body({ kind: 'multiple', stem: '三つに当たるものを全て選んでください。', choices });
const CASE = questionBodySchema.parse({ kind: 'case', text: '文', questions: [NUMERIC, ORDER] });
const ALIKE = body({
  kind: 'match',
  pairs: [
    { left: 'a', right: '同じ' },
    { left: 'b', right: '同じ' },
    { left: 'c', right: '別' },
  ],
});
const ofCase = (...parts: Extract<Answer, { kind: 'case' }>['parts']): Answer => ({
  kind: 'case',
  parts,
});

const typed = (text: string): Answer => ({ kind: 'numeric', text });
const placed = (kind: 'order' | 'match', ...places: (number | null)[]): Answer => ({
  kind,
  places,
});
const chosen = (...numbers: number[]): Answer => ({ kind: 'multiple', choices: numbers });

describe('What is no answer', () => {
  it.each<[QuestionBody, Answer, string]>([
    [NUMERIC, typed('abc'), '数字で入力'],
    [NUMERIC, typed('1,2OO円'), '数字で入力'],
    [ORDER, placed('order', 0, 0, null), '1番目が二つあります'],
    [ORDER, placed('order', 2, 1, 2), '3番目が二つあります'],
    [MATCH, placed('match', 1, 1), '同じものが二つあります'],
    [TWO, chosen(0, 1, 2), '2つだけ選んでください。いまは3つ選んでいます。'],
    [CASE, ofCase(null, { kind: 'order', places: [1, 1, null] }), '2番目が二つ'],
    [ALIKE, placed('match', 2, 2, null), '同じものが二つあります'],
  ])('is told: %#', (question, answer, words) => {
    expect(faultOf(question, [0, 1, 2, 3], answer)).toContain(words);
  });

  it.each<[QuestionBody, Answer | null]>([
    [NUMERIC, null],
    [NUMERIC, typed('1,200円')],
    [NUMERIC, typed('-3')],
    [ORDER, placed('order', 2, null, 0)],
    [MATCH, placed('match', 1, 0)],
    [TWO, chosen(3)],
    [TWO, chosen(1, 3)],
    [ALL, chosen(0, 1, 2, 3)],
    [CASE, ofCase({ kind: 'numeric', text: '12' }, null)],
    [ALIKE, placed('match', 1, 1, 2)],
  ])('is nothing else, however unfinished: %#', (question, answer) => {
    expect(faultOf(question, [0, 1, 2, 3], answer)).toBeNull();
  });

  it.each([
    ['適切なものを二つ選んでください。', 2],
    ['当てはまるものを３つ選べ。', 3],
    ['正しいものを2つだけ選んでください。', 2],
    ['「6つの項目」に入るものを全て選んでください。', null],
    ['四つの頼みごとがあります。全て選んでください。', null],
    ['2つの表から一つ選ぶ。', null],
  ])('is more than the question asks for: %s', (stem, count) => {
    expect(choicesAsked(stem)).toBe(count);
  });
});
