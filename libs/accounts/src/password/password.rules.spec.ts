import { DEMO_PASSWORD, type OwnWords, passwordProblem, PUBLISHED } from './password.rules';
import { romajiOf } from './romaji.rules';

const OWN: OwnWords = {
  staffNumbers: ['000123', 'A45678'],
  names: ['富山　花子', '新庄 花子'],
  kanas: ['トヤマ　ハナコ', 'シンジョウ　ハナコ'],
  emails: ['t-hanako@city.example.jp'],
};
const NAME = '氏名・フリガナ・メールアドレスを含まないパスワードにしてください。';
const NUMBER = '職員番号(以前の番号や、逆から読んだものも)を含まないパスワードにしてください。';

describe('What a password may not be', () => {
  it.each([
    ['hotaruika 000123', NUMBER],
    ['hotaruika ０００１２３', NUMBER],
    ['hotaruika 000-123', NUMBER],
    ['hotaruika 321000', NUMBER],
    ['hotaruika a45678', NUMBER],
    ['富山さんのひみつのことば', NAME],
    ['はなこのひみつのことばです', NAME],
    ['ﾊﾅｺのひみつのことばです', NAME],
    ['hotaruika-Hanako-1', NAME],
    ['hotaruika shinjo 7', NAME],
    ['hotaruika shinjou 7', NAME],
    ['ｈａｎａｋｏ hotaruika', NAME],
    ['T-Hanako-hotaruika', NAME],
    [DEMO_PASSWORD, PUBLISHED],
    ['ＴＳＵＮＡＧＡＲＵ－manabi', PUBLISHED],
    ['short', '12文字以上にしてください。'],
    ['ｓｈｏｒｔ', '12文字以上にしてください。'],
    ['a b'.repeat(50), '128文字以内にしてください。'],
    ['abababababab', '同じ文字の繰返しを避けてください。'],
  ])('%j: %s', (password, problem) => {
    expect(passwordProblem(password, OWN)).toBe(problem);
  });

  it.each(['uozu no hotaruika', 'しろえびとますずしとこんぶじめ', 'shiroebi to masuzushi'])(
    '%j may be one',
    (password) => {
      expect(passwordProblem(password, OWN)).toBeNull();
    },
  );
});

describe('A reading in Roman letters', () => {
  it.each([
    ['スズキ', 'suzuki'],
    ['ハットリ', 'hattori'],
    ['シュンイチ', 'shunichi'],
    ['キョウコ', 'kyouko'],
    ['はなこ', 'hanako'],
    ['マッチャ', 'matcha'],
    ['イノウエ', 'inoue'],
    ['Smith', ''],
  ])('%s: %s', (kana, romaji) => {
    expect(romajiOf(kana)[0]).toBe(romaji);
  });
});
