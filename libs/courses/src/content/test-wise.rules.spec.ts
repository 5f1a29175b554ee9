import { single } from './single.fixture';
import { atLeast, payingTricks, testWiseResults } from './test-wise.rules';

describe('atLeast', () => {
  it('is the upper tail of the binomial distribution', () => {
    expect(atLeast(0, 10, 0.25)).toBeCloseTo(1);
    expect(atLeast(2, 2, 0.5)).toBeCloseTo(0.25);
    expect(atLeast(9, 20, 0.25)).toBeCloseTo(0.0409, 4);
    expect(atLeast(104, 135, 0.5)).toBeLessThan(1e-9);
  });
});

describe('payingTricks', () => {
  const bank = (key: number, texts: readonly string[]) =>
    Array.from({ length: 20 }, () => single('窓口で行うことはどれか。', texts, { key }));

  it('finds a bank whose keys are always the longest', () => {
    const names = payingTricks(
      bank(2, ['短い文', '普通の文', 'これだけが長く詳しい文', '別の語句']),
    );
    expect(names.map(({ name }) => name)).toContain('いちばん長い選択肢');
  });

  it('finds a bank whose keys are never the extreme numbers', () => {
    const found = payingTricks(bank(1, ['10円', '20円', '30円', '40円']));
    expect(found.map(({ name }) => name)).toEqual(['数値の中ほど']);
    expect(found[0]).toMatchObject({ right: 20, tried: 20 });
  });

  it('finds nothing where the keys are spread, and tries nothing without a difference', () => {
    const texts = ['窓口に置く紙', '倉庫にある箱', '会議で使う机', '電話を取る人'];
    const spread = [0, 1, 2, 3].flatMap((key) => bank(key, texts));
    expect(payingTricks(spread)).toEqual([]);
    const longest = testWiseResults(spread).find(({ name }) => name === 'いちばん長い選択肢');
    expect(longest).toMatchObject({ tried: 0, probability: 1 });
  });
});
