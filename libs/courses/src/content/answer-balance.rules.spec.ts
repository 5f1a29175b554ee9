import { balanceReasons } from './answer-balance.rules';
import type { QuestionFile } from './course-files.schema';

const base = {
  difficulty: 1,
  stem: '問い',
  explanation: '説明',
  source: 'original',
  usage: 'lesson',
} as const;

const statement = (isTrue: boolean, number: number): QuestionFile => ({
  ...base,
  tags: ['a/b'],
  id: `t.${String(number)}`,
  kind: 'true_false',
  choices: [
    { text: '正しい', correct: isTrue, why: '理由' },
    { text: '誤り', correct: !isTrue, why: '理由' },
  ],
});

const pick = (right: number, total: number, number: number): QuestionFile => ({
  ...base,
  tags: ['a/b'],
  id: `m.${String(number)}`,
  kind: 'multiple',
  choices: Array.from({ length: total }, (_, place) => ({
    text: `選択肢${String(place)}`,
    correct: place < right,
    why: '理由',
  })),
});

describe('balanceReasons', () => {
  it('finds statements that are nearly all wrong or nearly all right', () => {
    expect(balanceReasons([0, 0, 0, 0].map((it, number) => statement(it > 0, number)))).toEqual([
      expect.stringContaining('「正しい」が0問'),
    ]);
    expect(balanceReasons([1, 1, 1, 1, 0].map((it, number) => statement(it > 0, number)))).toEqual([
      expect.stringContaining('「正しい」が4問'),
    ]);
  });

  it('takes 40 to 60 per cent, and does not judge a handful', () => {
    expect(balanceReasons([1, 1, 0, 0, 0].map((it, number) => statement(it > 0, number)))).toEqual(
      [],
    );
    expect(balanceReasons([0, 0, 0].map((it, number) => statement(it > 0, number)))).toEqual([]);
  });

  it('finds that always the same number is to be ticked', () => {
    expect(balanceReasons([0, 1, 2].map((number) => pick(2, 4, number)))).toEqual([
      expect.stringContaining('4つのうち2つ'),
    ]);
    expect(balanceReasons([pick(2, 4, 0), pick(3, 5, 1), pick(2, 4, 2)])).toEqual([]);
  });
});
