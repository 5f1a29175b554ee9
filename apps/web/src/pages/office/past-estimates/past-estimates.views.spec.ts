import type { PastEstimates } from '@app/practice';
import { pastEstimatesView, sentenceOf } from './past-estimates.views';

type Score = Extract<PastEstimates, { readonly kind: 'score' }>['score'];

const band = (from: number, meanChance: number, passRate: number) => ({
  ...{ from, to: from + 10, people: 12, weight: 12, meanChance, passRate },
});
const SCORE: Score = {
  ...{
    people: 36,
    estimates: 80,
    calibrationError: 0.062,
    brier: 0.15,
    baseRate: 0.48,
    skill: 0.4,
  },
  bands: [band(10, 0.14, 0), band(50, 0.55, 0.58), band(80, 0.86, 1)],
};
const of = (facts: Partial<Score> = {}) =>
  pastEstimatesView({ kind: 'score', score: { ...SCORE, ...facts } });

describe('Past estimates', () => {
  it.each([
    [null, '分かった人は5人未満です'],
    [12, '分かった人は12名です。20名になると'],
  ])('say nothing of few: %s', (people, sentence) => {
    expect(sentenceOf({ kind: 'few', people })).toContain(sentence);
    expect(pastEstimatesView({ kind: 'few', people })).toMatchObject({
      figure: null,
      meanings: [],
    });
  });

  it('are shown in steps of five per cent, and nobody learns that all or none of a band passed', () => {
    const { figure, head } = of();
    expect(head.sentence?.text).toContain(
      '36名の結果と比べると、見込みと実際の合格率の差は、平均で6ポイント',
    );
    expect(
      figure?.rows.map(({ name, cells }) => [name.text, ...cells.map(({ text }) => text)]),
    ).toEqual([
      ['10〜20%', '14%', '5%以下'],
      ['50〜60%', '55%', '約60%'],
      ['80〜90%', '86%', '95%以上'],
    ]);
    expect(JSON.stringify(figure)).not.toContain('36');
  });

  it.each([
    [0.4, '見込みは外れを40%減らしました'],
    [-0.1, '計算を見直してください'],
    [null, '比べられません'],
  ])('say what they are worth: skill %s', (skill, sentence) => {
    expect(of({ skill }).meanings.join('')).toContain(sentence);
  });
});
