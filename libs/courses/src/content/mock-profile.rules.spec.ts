import type { Syllabus } from './course-files.schema';
import { mockQuestionReasons, profileOf, profileReasons } from './mock-profile.rules';
import { single } from './single.fixture';

const SENTENCES = [
  '利用の記録を調べ、やめた画面を確かめる',
  '入口の画面を、目立つ色に変えてみること',
  '利用していない人に、案内を送り直すこと',
  '担当者の数を増やし、電話で受け付けること',
];
const TERMS = ['甲', '乙', '丙', '丁'];
const SYLLABUS: Syllabus = {
  key: 'ip-test',
  title: '試験',
  validFrom: '2026-01-01',
  source: '見本',
  cityReview: [],
  exam: { minutes: 120, passTotal: 600, passField: 300 },
  fields: [
    {
      key: 'strategy',
      name: 'ストラテジ系',
      weight: 35,
      scored: 32,
      majors: [
        {
          number: 1,
          name: '大',
          middles: [{ number: 1, name: '中', questions: 1, items: [{ number: 1, name: '項目' }] }],
        },
      ],
    },
  ],
};

function countOf(name: string, question: ReturnType<typeof single>): number | undefined {
  return profileOf([question], [SYLLABUS]).find((row) => row.name === name)?.count;
}

describe('profileOf', () => {
  it.each([
    ['数値の選択肢', single('いくらか。', ['1,000円', '2,000円', '3.5', '約40%'])],
    ['組合せ', single('適切なものだけを全て挙げたものはどれか。', ['a', 'a、b', 'b', 'b、c'])],
    ['問題文の表', single('いくらか。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |', TERMS)],
    ['記述の判定', single('監査に関する記述として、最も適切なものはどれか。', SENTENCES)],
    ['文の選択肢', single('最初に行うことはどれか。', SENTENCES)],
    ['SQL', single('結果はどれか。\n\n    SELECT 氏名 FROM 社員', TERMS)],
    ['擬似言語', single('値はどれか。\n\n    x ← 1', TERMS)],
    ['表計算', single('表計算ソフトで、値はどれか。', TERMS)],
    ['AIの用語', single('生成AIの回答はどれか。', TERMS)],
    ['図やグラフ', single('図はどれか。', TERMS, { figure: { asset: 'assets/a.svg', alt: '図' } })],
    ['ストラテジ系', single('どれか。', TERMS)],
  ])('counts %s', (name, question) => {
    expect(countOf(name, question)).toBe(1);
  });

  it('takes a judgement of terms, and letters inside other words, for nothing', () => {
    expect(countOf('記述の判定', single('記述として、適切なものはどれか。', TERMS))).toBe(0);
    expect(countOf('AIの用語', single('RAIDの構成はどれか。', TERMS))).toBe(0);
  });
});

describe('profileReasons', () => {
  it('asks for a hundred questions first', () => {
    const paper = Array.from({ length: 60 }, () => single('どれか。', TERMS));
    expect(profileReasons(paper, [SYLLABUS])).toEqual([
      '模擬試験は100問にしてください(今は60問)。',
    ]);
  });

  it('names every trait outside its bounds', () => {
    const paper = Array.from({ length: 100 }, () => single('どれか。', TERMS));
    const reasons = profileReasons(paper, [SYLLABUS]);
    expect(reasons).toContain(
      '「数値の選択肢」が0問です。実際の試験に合わせて6〜8問にしてください。',
    );
    expect(reasons).toContain(
      '「ストラテジ系」が100問です。実際の試験に合わせて35問にしてください。',
    );
  });
});

describe('mockQuestionReasons', () => {
  it('wants the plain form and at most 250 letters of running text', () => {
    expect(mockQuestionReasons(single('A社が行うことはどれか。', TERMS))).toEqual([]);
    expect(mockQuestionReasons(single('A社が行います。どれか。', TERMS))).toHaveLength(1);
    expect(mockQuestionReasons(single(`${'あ'.repeat(251)}はどれか。`, TERMS))).toHaveLength(1);
    const code = `どれか。\n\n    ${'x'.repeat(300)}`;
    expect(mockQuestionReasons(single(code, TERMS))).toEqual([]);
  });

  it('wants numbers to be recomputed', () => {
    const numbers = ['1円', '2円', '3円', '4円'];
    expect(mockQuestionReasons(single('いくらか。', numbers))).toHaveLength(1);
    expect(mockQuestionReasons(single('いくらか。', numbers, { check: '1 + 1 == 2' }))).toEqual([]);
  });
});
