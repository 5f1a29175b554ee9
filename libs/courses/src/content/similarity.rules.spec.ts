import { similarity, similarPairs, trigramsOf } from './similarity.rules';

describe('similarPairs', () => {
  const stems = [
    '窓口で住民票の写しを渡すとき、本人かどうかを確かめる書類はどれですか。',
    '災害のときに電話の代わりに使う連絡の手段はどれですか。',
    '窓口で 住民票の写しを渡すとき,本人かどうかを確かめる書類はどれですか',
    '窓口で住民票の写しを渡すとき、手数料を確かめる書類はどれですか。',
  ];

  it('finds the same text whatever its spaces, width and punctuation, and nothing else', () => {
    expect(similarPairs(stems, 0.9)).toEqual([[0, 2]]);
  });

  it('takes the threshold itself for similar, also where one text is much longer', () => {
    // 2 of 4 runs of three are in both, and all 2 of the short one in the long one.
    expect(similarPairs(['あいうえ', 'あいうえおか'], 0.5)).toEqual([[0, 1]]);
    expect(similarPairs(['あいうえおか', 'あいうえ'], 0.501)).toEqual([]);
  });

  it('finds less similar texts at a lower threshold', () => {
    expect(similarPairs(stems, 0.4)).toEqual([
      [0, 2],
      [0, 3],
      [2, 3],
    ]);
  });
});

describe('similarity', () => {
  it('is 1 for equal short texts and 0 for texts with nothing in common', () => {
    expect(similarity(trigramsOf('は い'), trigramsOf('はい'))).toBe(1);
    expect(similarity(trigramsOf('あいうえお'), trigramsOf('かきくけこ'))).toBe(0);
    expect(similarity(trigramsOf(''), trigramsOf('か'))).toBe(0);
  });
});
