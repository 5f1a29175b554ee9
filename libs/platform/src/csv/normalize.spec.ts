import fc from 'fast-check';
import {
  composeText,
  normalizeCode,
  normalizeKana,
  normalizeName,
  searchKey,
  toHalfWidthAscii,
} from './normalize';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('髙', '﨑', 'ﾊ', 'ﾟ', 'は', '\u309A', '　', ' ', 'ー', '-', '\u{E0100}', 'Ａ'),
    )
    .map((parts) => parts.join('')),
);

describe('toHalfWidthAscii and normalizeCode', () => {
  it.each([
    ['０５００', '0500'],
    ['　０１１０ ', '0110'],
    ['000033', '000033'],
    ['Ａ１２', 'A12'],
    ['１２－３４', '12-34'],
    ['１２‐３４−５６―７８', '12-34-56-78'],
    ['１２ー３４', '12-34'],
    ['ｓ１＠ｃｉｔｙ．ｌｇ．ｊｐ', 's1@city.lg.jp'],
    ['\uFEFF0100\u200B', '0100'],
  ])('the code %j is %j', (text, code) => {
    expect(normalizeCode(text)).toBe(code);
  });

  it('leaves kana, kanji and the long vowel alone', () => {
    expect(toHalfWidthAscii('センター１号　（本庁）')).toBe('センター1号 (本庁)');
  });
});

describe('normalizeName', () => {
  it.each([
    ['鈴木 湊', '鈴木　湊'],
    ['鈴木　湊', '鈴木　湊'],
    ['  鈴木 　 湊\u00A0', '鈴木　湊'],
    ['清水由美', '清水由美'],
    ['清水\u202E由美\u202C\u2066', '清水由美'], // what turns the direction of writing
    ['か\u3099とう', 'がとう'],
    ['辻\u{E0100}　花', '辻\u{E0100}　花'],
    ['\uFA19谷　髙﨑', '\uFA19谷　髙﨑'], // 神 as the person writes it
  ])('%j is stored as %j', (text, name) => {
    expect(normalizeName(text)).toBe(name);
  });

  it('composes like NFC where no compatibility ideograph stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/[\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/u.test(text));
        expect(composeText(text)).toBe(text.normalize('NFC'));
      }),
    );
  });
});

describe('normalizeKana', () => {
  it.each([
    ['ｽｽﾞｷ ﾐﾅﾄ', 'スズキ　ミナト'],
    ['すずき　みなと', 'スズキ　ミナト'],
    [' サトウ  ハナコ ', 'サトウ　ハナコ'],
    ['デ-タ', 'データ'],
    ['ﾃﾞｰﾀ', 'データ'],
    ['ゔぁいおりん', 'ヴァイオリン'],
  ])('%j is stored as %j', (text, kana) => {
    expect(normalizeKana(text)).toBe(kana);
  });
});

describe('searchKey', () => {
  it.each([
    ['髙橋　浩', '高橋浩'],
    ['宮﨑 愛', '宮崎愛'],
    ['渡邉', '渡辺'],
    ['渡邊', '渡辺'],
    ['齋藤', '斉藤'],
    ['齊藤', '斎藤'],
    ['濵田', '浜田'],
    ['濱田', '浜田'],
    ['澤田', '沢田'],
    ['𠮷田', '吉田'],
    ['辻\u{E0100}', '辻'],
    ['葛\uFE00城', '葛城'],
    ['\uFA19谷', '神谷'],
    ['すずき', 'ｽｽﾞｷ'],
    ['ＤＸ推進室', 'dx 推進室'],
    ['㈱テスト', '(株)てすと'],
  ])('finds %j and %j by each other', (one, other) => {
    expect(searchKey(one)).toBe(searchKey(other));
  });

  it('keeps different names apart', () => {
    expect(searchKey('田中')).not.toBe(searchKey('中田'));
    expect(searchKey('はな')).not.toBe(searchKey('ばな'));
  });
});

describe('all of them', () => {
  it.each([normalizeCode, normalizeName, normalizeKana, searchKey, toHalfWidthAscii, composeText])(
    '%p changes nothing the second time',
    (normalize) => {
      fc.assert(
        fc.property(anyText, (text) => {
          const once = normalize(text);
          expect(normalize(once)).toBe(once);
        }),
        { numRuns: 1000 },
      );
    },
  );
});
