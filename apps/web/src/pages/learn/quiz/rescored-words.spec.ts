import { rescoredMockTexts, rescoredTexts, withdrawnText } from './rescored-words';

const REASON = '選択肢が二つとも正しい。';
const withdrawn = (treatment: 'all_right' | 'either_key', isCorrect: boolean) =>
  withdrawnText({
    withdrawal: { treatment, reason: REASON, withdrawnOn: '2027-04-02' },
    isCorrect,
  });

describe('The result of before', () => {
  it('is told with the day', () => {
    const rescoredAt = new Date('2027-04-02T10:00:00+09:00');
    const before = { rescoredAt, position: 1, correctBefore: 7, passedBefore: false };
    expect(
      rescoredTexts({
        questionCount: 10,
        rescorings: [before, { ...before, correctBefore: 8, passedBefore: true }],
      }),
    ).toEqual([
      '令和9年4月2日(金)に採点し直しました(前の結果 7/10)。',
      '令和9年4月2日(金)に採点し直しました(前の結果 8/10、合格)。',
    ]);
  });
});

describe('The result of before, of a mock', () => {
  it('is told in its own measure, back through all that changed', () => {
    const day = { rescoredAt: new Date('2027-04-02T10:00:00+09:00') };
    const answers = [1, 2, 3, 4].map((position) => ({
      ...{ position, isScored: position !== 4, isCorrect: position !== 3 },
    }));
    const of = (position: number) => ({
      ...{ ...day, position, correctBefore: 0, passedBefore: false },
    });
    expect(rescoredMockTexts({ rescorings: [of(1), of(4), of(2)] }, answers)).toEqual([
      '令和9年4月2日(金)に採点し直しました(前の結果 0/3、目安で0点)。',
      '令和9年4月2日(金)に採点し直しました(採点しない問題なので、目安は変わりません)。',
      '令和9年4月2日(金)に採点し直しました(前の結果 1/3、目安で335点)。',
    ]);
  });
});

describe('A withdrawn question in a result', () => {
  it.each([
    ['all_right', true, '全員を正解にしています。'],
    ['all_right', false, '採点し直すと、正解になります。'],
    ['either_key', true, '前の正解も、直した正解も、正解にします。'],
  ] as const)('%s, right: %s', (treatment, isCorrect, words) => {
    expect(withdrawn(treatment, isCorrect)).toBe(
      `この問題は令和9年4月2日に取り下げられました。${words}理由: ${REASON}`,
    );
  });

  it('is silent about all others', () => {
    expect(withdrawnText({ withdrawal: null, isCorrect: false })).toBe('');
  });
});
