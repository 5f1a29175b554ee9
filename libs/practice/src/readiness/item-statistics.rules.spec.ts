import { type ItemAnswer, ITEM_LIMITS, itemStatistics } from './item-statistics.rules';
import { correlation, medianOf } from './moments.rules';
import { seededNumbers } from '@app/platform';

const KEY = { choices: 4, key: 2 };

/** The better the person, the likelier `drawn`; the others share the rest as `weights` say. */
function answers(of: {
  count: number;
  drawn?: number;
  pull?: number;
  wrong?: readonly number[];
  seed?: number;
}): ItemAnswer[] {
  const { count, drawn = 2, pull = 0.8, wrong = [0, 1, 3], seed = 1 } = of;
  const next = seededNumbers(seed);
  return Array.from({ length: count }, (_, nth) => {
    const restShare = next();
    const isDrawn = next() < 0.1 + pull * restShare;
    const other = wrong[Math.floor(next() * wrong.length)] ?? 0;
    return { choice: isDrawn ? drawn : other, restShare, seconds: 20 + (nth % 21) };
  });
}

describe('itemStatistics', () => {
  it('says facility, discrimination, the share of each choice and the median time', () => {
    const given = answers({ count: 400 });
    const found = itemStatistics(given, KEY);
    const right = given.filter(({ choice }) => choice === 2).length;
    expect(found.answers).toBe(400);
    expect(found.facility).toBeCloseTo(right / 400, 12);
    expect(found.discrimination).toBeGreaterThan(0.3);
    expect(found.choices?.map(({ share }) => share).reduce((sum, one) => sum + one, 0)).toBeCloseTo(
      1,
      12,
    );
    expect(found.choices?.find(({ isKey }) => isKey)?.pointBiserial).toBeCloseTo(
      found.discrimination ?? 0,
      12,
    );
    expect(found.medianSeconds).toBe(30);
    expect(found.flags).toEqual([]);
  });

  it.each([
    ['facility', ITEM_LIMITS.facility],
    ['medianSeconds', ITEM_LIMITS.medianSeconds],
    ['choices', ITEM_LIMITS.choices],
    ['discrimination', ITEM_LIMITS.discrimination],
    ['drift', ITEM_LIMITS.drift],
  ] as const)('says nothing of %s before %p answers', (what, least) => {
    expect(itemStatistics(answers({ count: least - 1 }), KEY)[what]).toBeNull();
    expect(itemStatistics(answers({ count: least }), KEY)[what]).not.toBeNull();
  });

  it('flags nothing before there is enough', () => {
    expect(itemStatistics(answers({ count: 49, drawn: 1 }), KEY).flags).toEqual([]);
    expect(itemStatistics([], KEY)).toMatchObject({ answers: 0, facility: null, flags: [] });
  });

  it('doubts a key when a distractor draws the better people', () => {
    expect(itemStatistics(answers({ count: 200, drawn: 1, wrong: [0, 2, 3] }), KEY).flags).toEqual([
      'key_perhaps_wrong',
      'discrimination_low',
    ]);
  });

  it('doubts a key that nobody chose', () => {
    const found = itemStatistics(answers({ count: 200, drawn: 1, wrong: [0, 3] }), KEY);
    expect(found.discrimination).toBeNull();
    expect(found.flags).toContain('key_perhaps_wrong');
  });

  it('names a distractor that hardly anybody chooses', () => {
    expect(itemStatistics(answers({ count: 200, wrong: [0, 1] }), KEY).flags).toEqual([
      'distractor_unused',
    ]);
  });

  it('says that a question does not tell good from weak', () => {
    expect(itemStatistics(answers({ count: 2000, pull: 0 }), KEY).flags).toContain(
      'discrimination_low',
    );
  });

  it('sees a question become easier, but not when better people come', () => {
    const [hard, easy] = [
      answers({ count: 150, pull: 0.4 }),
      answers({ count: 150, pull: 0.9, seed: 2 }),
    ];
    const leaked = itemStatistics([...hard, ...easy], KEY);
    expect(leaked.drift?.change).toBeGreaterThan(0.15);
    expect(leaked.flags).toContain('drifting');
    const same = answers({ count: 300, seed: 3 });
    const sorted = same.toSorted((a, b) => a.restShare - b.restShare);
    expect(itemStatistics(sorted, KEY).flags).not.toContain('drifting');
  });

  it('does not stumble over what never varies', () => {
    const all = Array.from({ length: 120 }, (): ItemAnswer => ({
      choice: 2,
      restShare: 0.5,
      seconds: null,
    }));
    expect(itemStatistics(all, KEY)).toMatchObject({
      facility: 1,
      discrimination: null,
      medianSeconds: null,
      drift: null,
    });
  });
});

describe('moments', () => {
  it('are those of small lists by hand', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(correlation([0, 0, 1, 1], [1, 2, 3, 4])).toBeCloseTo(0.894427191, 8);
    expect(correlation([1, 1], [1, 2])).toBeNull();
  });
});
