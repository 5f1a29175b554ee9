import {
  forecastSentence,
  type PaceQuestion,
  paceSentence,
  timesOfHundred,
} from './forecast-words.rules';

const question: PaceQuestion = {
  ...{ asOf: '2026-11-16', dueOn: '2031-03-31', now: 23, target: 50, passedLastYear: 9 },
};

describe('The words of a forecast', () => {
  it.each<[Partial<PaceQuestion>, string]>([
    [{}, 'この1年の合格は9名です。目標まであと27名で、1年あたり約6.2名ずつ増やす必要があります。'],
    [{ now: 50 }, '目標の50名に達しています。'],
    [
      { isPast: true },
      'その日までの1年の合格は9名でした。目標まであと27名で、1年あたり約6.2名ずつ増やす必要がありました。',
    ],
    [{ isPast: true, now: 50 }, '目標の50名に達していました。'],
    [
      { isPast: true, asOf: '2031-03-31' },
      '期限の日(令和13年3月31日)です。目標まで27名足りませんでした。',
    ],
    [{ asOf: '2031-03-31' }, '期限の日(令和13年3月31日)です。目標まで27名足りません。'],
    [{ asOf: '2031-04-01' }, '期限(令和13年3月31日)を過ぎています。目標まで27名足りません。'],
  ])('say the pace %j', (more, sentence) => {
    expect(paceSentence({ ...question, ...more })).toBe(sentence);
  });

  it.each([
    [0, '1回未満'],
    [0.004, '1回未満'],
    [0.006, '1回'],
    [0.62, '62回'],
    [0.994, '99回'],
    [0.996, '99回以上'],
    [1, '99回以上'],
  ])('never claim certainty: %d', (share, text) => {
    expect(timesOfHundred(share)).toBe(text);
  });

  it('say how often of a hundred, and the range', () => {
    const day = {
      day: '2031-03-31',
      low: 41,
      innerLow: 50,
      middle: 58,
      innerHigh: 66,
      high: 74,
    } as const;
    const forecast = { reached: 0.62, fan: [day], scenarios: [], more: [], perQuarter: 4 };
    expect(forecastSentence({ forecast, dueOn: '2031-03-31', target: 50 })).toBe(
      'いまの進み方をくり返し試すと、100回のうち62回、令和13年3月31日までに50名に届きます。真ん中の見通しは58名、10回のうち8回は41〜74名です。',
    );
  });
});
