import { readingLevelOf, readingLevelProblems } from './reading-level.rules';

describe('readingLevelOf', () => {
  it('counts kanji among letters and letters of a sentence', () => {
    expect(readingLevelOf(['窓口で聞く。すぐに答える。'])).toEqual({
      kanjiShare: 4 / 13,
      averageSentence: 5.5,
    });
  });

  it('allows exactly the limits, and not a letter more', () => {
    const kanji = (share: number) => ['漢'.repeat(share) + 'か'.repeat(10 - share)];
    expect(readingLevelProblems(kanji(4))).toEqual([]);
    expect(readingLevelProblems(kanji(5))).toEqual([expect.stringContaining('50%')]);
    const sentence = (letters: number) => [`${'か'.repeat(letters)}。`];
    expect(readingLevelProblems(sentence(40))).toEqual([]);
    expect(readingLevelProblems(sentence(41))).toEqual([expect.stringContaining('41字')]);
  });

  it('takes fewer than four letters for no sentence', () => {
    expect(readingLevelOf(['はい。そうです。']).averageSentence).toBe(4);
    expect(readingLevelOf(['はい。']).averageSentence).toBe(0);
  });

  it('takes an empty text for an easy one', () => {
    expect(readingLevelProblems([])).toEqual([]);
  });

  it('names what makes a text hard', () => {
    const official = '行政手続法令等遵守義務違反事案発生時対応要領策定。';
    expect(readingLevelProblems([official])).toEqual([expect.stringContaining('漢字の割合が')]);
    const long = `${'ひとつの文がどこまでもつづいていく'.repeat(4)}。`;
    expect(readingLevelProblems([long])).toEqual([expect.stringContaining('1文が平均68字です。')]);
    expect(readingLevelProblems(['窓口では、まず用件をゆっくり聞きます。'])).toEqual([]);
  });
});
