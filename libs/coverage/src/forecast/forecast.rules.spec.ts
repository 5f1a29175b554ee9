import fc from 'fast-check';
import {
  type ForecastQuestion,
  forecastHolders,
  forecastSentence,
  poissonCumulative,
  poissonQuantile,
} from './forecast.rules';

const question: ForecastQuestion = {
  asOf: '2026-11-16',
  dueOn: '2031-03-31',
  now: 23,
  target: 50,
  passedLastYear: 9,
};

describe('The forecast of holders', () => {
  it('extends the pace of the last year in a straight line, with a range and a probability', () => {
    expect(forecastHolders(question)).toEqual({
      kind: 'forecast',
      expected: 62,
      low: 54,
      high: 70,
      probability: expect.closeTo(0.984, 3),
      neededPerYear: expect.closeTo(6.18, 2),
    });
    expect(forecastSentence(question)).toBe(
      'この1年の合格は9名です。同じ調子が続けば、令和13年3月31日には62名前後(8割の確からしさで54〜70名)、50名に届く確からしさは約98%です。' +
        '退職などによる減少は見込んでいません。目標まであと27名、1年あたり約6.2名の合格が必要です。',
    );
  });

  it('says that there is too little data instead of guessing', () => {
    for (const passedLastYear of [0, 4]) {
      expect(forecastHolders({ ...question, passedLastYear }).kind).toBe('too_little_data');
    }
    expect(forecastSentence({ ...question, passedLastYear: 4 })).toContain('見込みは示しません');
    expect(forecastHolders({ ...question, passedLastYear: 5 }).kind).toBe('forecast');
  });

  it('knows the end of the road', () => {
    expect(forecastSentence({ ...question, now: 50 })).toBe('目標の50名に達しています。');
    expect(forecastSentence({ ...question, asOf: '2031-03-31' })).toBe(
      '期限の日(令和13年3月31日)です。目標まで27名足りません。',
    );
    expect(forecastSentence({ ...question, asOf: '2031-04-01' })).toBe(
      '期限(令和13年3月31日)を過ぎています。目標まで27名足りません。',
    );
  });

  it('never claims certainty', () => {
    expect(forecastSentence({ ...question, passedLastYear: 60 })).toContain('99%以上');
    expect(
      forecastSentence({ ...question, now: 0, passedLastYear: 5, asOf: '2030-03-31' }),
    ).toContain('1%未満');
  });

  it('has a range that holds its expectation and grows with the pace', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 400 }),
        fc.integer({ min: 0, max: 40 }),
        (passedLastYear, now) => {
          const it = forecastHolders({ ...question, now, passedLastYear, target: 10_000 });
          if (it.kind !== 'forecast') throw new Error(it.kind);
          expect(it.low).toBeLessThanOrEqual(it.expected);
          expect(it.high).toBeGreaterThanOrEqual(it.expected);
          expect(it.probability).toBeGreaterThanOrEqual(0);
          expect(it.probability).toBeLessThanOrEqual(1);
          const faster = forecastHolders({
            ...question,
            now,
            passedLastYear: passedLastYear + 1,
            target: 10_000,
          });
          if (faster.kind !== 'forecast') throw new Error(faster.kind);
          expect(faster.expected).toBeGreaterThan(it.expected);
          expect(faster.low).toBeGreaterThan(it.low);
          expect(faster.high).toBeGreaterThan(it.high);
        },
      ),
    );
  });

  it('is wider for a faster pace, and its probability grows with the pace and falls with the target', () => {
    const at = (change: Partial<ForecastQuestion>) => {
      const it = forecastHolders({ ...question, ...change });
      if (it.kind !== 'forecast') throw new Error(it.kind);
      return it;
    };
    const paces = [5, 6, 9, 15, 40].map((passedLastYear) => at({ passedLastYear, target: 60 }));
    for (const [index, faster] of paces.entries()) {
      const slower = paces[index - 1];
      if (!slower) continue;
      expect(faster.high - faster.low).toBeGreaterThan(slower.high - slower.low);
      expect(faster.probability).toBeGreaterThan(slower.probability);
    }
    expect(at({ target: 61 }).probability).toBeLessThan(at({ target: 60 }).probability);
  });

  it('counts with years of 365¼ days: four years from 31 March to 31 March are four', () => {
    const it = forecastHolders({ ...question, asOf: '2027-03-31' });
    expect(it).toMatchObject({ kind: 'forecast', expected: 23 + 4 * 9, neededPerYear: 27 / 4 });
    expect(forecastHolders({ ...question, asOf: '2027-03-31', passedLastYear: 4 })).toEqual({
      kind: 'too_little_data',
      neededPerYear: 27 / 4,
    });
  });
});

describe('Poisson', () => {
  it('agrees with the tables', () => {
    expect(poissonCumulative(3, 2)).toBeCloseTo(0.4232, 4);
    expect(poissonCumulative(10, 10)).toBeCloseTo(0.583, 3);
    expect(poissonCumulative(1000, 1000)).toBeCloseTo(0.5084, 3);
    expect(poissonCumulative(3, -1)).toBe(0);
  });

  it('has quantiles that are the inverse of the distribution', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (mean, p) => {
          const k = poissonQuantile(mean, p);
          expect(poissonCumulative(mean, k)).toBeGreaterThanOrEqual(p - 1e-9);
          expect(poissonCumulative(mean, k - 1)).toBeLessThan(p + 1e-9);
        },
      ),
    );
  });
});
