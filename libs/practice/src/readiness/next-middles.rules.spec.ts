import fc from 'fast-check';
import { refitAbility } from './ability-refit.rules';
import { type MiddleCount, middlesByGain } from './next-middles.rules';
import { passChance } from './pass-chance.rules';
import { manyAnswers, SAMPLE_BLUEPRINT, STILL_MODEL } from './readiness.samples';

const DAY = 20_500;
const answers = manyAnswers({ seed: 8, count: 150, ability: 0.4, day: DAY });
const posterior = refitAbility({ answers, day: DAY, model: STILL_MODEL });
const known = { posterior, blueprint: SAMPLE_BLUEPRINT, model: STILL_MODEL, goal: 0.8 };
const middlesFor = (counts: Readonly<Record<string, MiddleCount>>) =>
  middlesByGain({ ...known, counts: new Map(Object.entries(counts)) });
/** Security (11 questions) and the two 中分類 with one and two. */
const LARGE = 'middle-23';
const SMALL = 'middle-18';

describe('middlesByGain', () => {
  it('names all 23, the best first, and never a loss', () => {
    const gains = middlesFor({});
    expect(gains).toHaveLength(23);
    expect(gains.map(({ gain }) => gain)).toEqual(
      gains.map(({ gain }) => gain).toSorted((a, b) => b - a),
    );
    expect(Math.min(...gains.map(({ gain }) => gain))).toBeGreaterThanOrEqual(0);
  });

  it('begins with the one that asks most while nothing tells them apart', () => {
    expect(middlesFor({})[0]).toMatchObject({ key: LARGE, field: 'technology' });
  });

  it('prefers a weak one that asks much to a weaker one that asks little', () => {
    const gains = middlesFor({
      [LARGE]: { right: 6, wrong: 10 },
      [SMALL]: { right: 0, wrong: 16 },
    });
    const [large, small] = [LARGE, SMALL].map((key) => gains.find((one) => one.key === key));
    expect(small?.share).toBeLessThan(large?.share ?? 0);
    expect(large?.gain).toBeGreaterThan((small?.gain ?? 1) * 2);
  });

  it('gains nothing where the goal is reached', () => {
    const strong = middlesFor({ [LARGE]: { right: 40, wrong: 0 } }).find(
      ({ key }) => key === LARGE,
    );
    expect(strong).toMatchObject({ gain: 0 });
  });

  it('does not call two wrong answers a weakness', () => {
    const share = (counts: Record<string, MiddleCount>) =>
      middlesFor(counts).find(({ key }) => key === LARGE)?.share ?? 0;
    expect(share({}) - share({ [LARGE]: { right: 0, wrong: 2 } })).toBeLessThan(0.15);
    expect(share({ [LARGE]: { right: 0, wrong: 40 } })).toBeLessThan(0.12);
  });

  it('never says that more wrong answers leave less to gain', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (right, wrong) => {
        const gain = (of: MiddleCount) =>
          middlesFor({ [LARGE]: of }).find(({ key }) => key === LARGE)?.gain ?? 0;
        expect(gain({ right, wrong: wrong + 1 })).toBeGreaterThanOrEqual(
          gain({ right, wrong }) - 1e-12,
        );
      }),
      { numRuns: 10 },
    );
  });

  it('could not add more than what is missing to sure', () => {
    const { chance } = passChance(posterior, SAMPLE_BLUEPRINT, STILL_MODEL);
    for (const { gain } of middlesFor({})) expect(gain).toBeLessThan(1 - chance);
  });
});
