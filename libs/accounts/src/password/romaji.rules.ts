const VOWELS = 'aiueo';

/** Hepburn, as names stand in addresses of mail and on business cards. */
const SYLLABLES: Readonly<Record<string, string>> = {
  ...row('アイウエオ', ''),
  ...row('カキクケコ', 'k'),
  ...row('サ_スセソ', 's'),
  ...row('タ__テト', 't'),
  ...row('ナニヌネノ', 'n'),
  ...row('ハヒ_ヘホ', 'h'),
  ...row('マミムメモ', 'm'),
  ...row('ラリルレロ', 'r'),
  ...row('ガギグゲゴ', 'g'),
  ...row('ザ_ズゼゾ', 'z'),
  ...row('ダ__デド', 'd'),
  ...row('バビブベボ', 'b'),
  ...row('パピプペポ', 'p'),
  ...{ シ: 'shi', チ: 'chi', ツ: 'tsu', フ: 'fu', ジ: 'ji', ヂ: 'ji', ヅ: 'zu', ン: 'n' },
  ...{ ヤ: 'ya', ユ: 'yu', ヨ: 'yo', ワ: 'wa', ヲ: 'o', ヴ: 'vu' },
};
const SMALL: Readonly<Record<string, string>> = {
  ャ: 'ya',
  ュ: 'yu',
  ョ: 'yo',
  ァ: 'a',
  ィ: 'i',
  ゥ: 'u',
  ェ: 'e',
  ォ: 'o',
};
const HIRAGANA = /[ぁ-ゖ]/g;
const KATAKANA_AHEAD = 0x60;

function row(kana: string, consonant: string): Record<string, string> {
  const pairs = Array.from(kana, (sign, index) => [sign, consonant + VOWELS.charAt(index)]);
  return Object.fromEntries(pairs.filter(([sign]) => sign !== '_')) as Record<string, string>;
}

/** A reading in Roman letters, long vowels in full and short: シンジョウ → shinjou, shinjo. What is no kana is left out. */
export function romajiOf(kana: string): readonly string[] {
  let text = '';
  let isDoubled = false;
  for (const sign of katakana(kana)) {
    if (sign === 'ッ') {
      isDoubled = true;
      continue;
    }
    const small = SMALL[sign];
    if (small) text = joined(text, small);
    const syllable = SYLLABLES[sign] ?? '';
    text += isDoubled ? doubled(syllable) : syllable;
    isDoubled = false;
  }
  return [text, text.replace(/(?<=o)[ou]|(?<=u)u/g, '')];
}

function katakana(kana: string): string {
  return kana
    .normalize('NFKC')
    .replace(HIRAGANA, (sign) => String.fromCharCode(sign.charCodeAt(0) + KATAKANA_AHEAD));
}

/** シ + ャ = sha, キ + ャ = kya. */
function joined(text: string, small: string): string {
  const before = text.replace(/[iueoa]$/, '');
  return /(?:sh|ch|j)$/.test(before) ? before + small.replace('y', '') : before + small;
}

function doubled(syllable: string): string {
  return syllable.startsWith('ch') ? `t${syllable}` : syllable.charAt(0) + syllable;
}
