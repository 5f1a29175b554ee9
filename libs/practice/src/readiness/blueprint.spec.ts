import { blueprintOn, scoredOf } from './blueprint';
import { authorDifficulty } from './author-difficulty.rules';
import { SAMPLE_BLUEPRINT } from './readiness.samples';

describe('blueprintOn', () => {
  const old = { ...SAMPLE_BLUEPRINT, key: 'old', validTo: '2027-03-31' } as const;
  const next = { ...SAMPLE_BLUEPRINT, key: 'next', validFrom: '2027-04-01' } as const;

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 'old'],
    ['2027-03-31', 'old'],
    ['2027-04-01', 'next'],
    ['2031-03-31', 'next'],
  ] as const)('is on %s the exam %p', (day, key) => {
    expect(blueprintOn([old, next], day)?.key).toBe(key);
  });
});

describe('scoredOf', () => {
  it('adds the fields, as the 中分類 of each add to it', () => {
    expect(scoredOf(SAMPLE_BLUEPRINT)).toBe(92);
    for (const { scored, middles } of SAMPLE_BLUEPRINT.fields)
      expect(middles.reduce((sum, { expected }) => sum + expected, 0)).toBe(scored);
  });
});

describe('authorDifficulty', () => {
  it('rises with the level, about a middle of 0', () => {
    expect(authorDifficulty(2)).toBe(0);
    expect(authorDifficulty(1)).toBe(-authorDifficulty(3));
    expect(authorDifficulty(3)).toBeGreaterThan(0);
  });
});
