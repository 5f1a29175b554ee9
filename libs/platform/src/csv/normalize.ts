const FULL_WIDTH_ASCII = /[！-～]/g;
const HYPHENS = /[‐‑‒–—―−]/g;
const HYPHENS_AFTER_KANA = /(?<=[ァ-ヺー])[-‐‑‒–—―−]+/g;
const VARIATION_SELECTORS = /\p{Variation_Selector}/gu;
/** What takes no room, and what turns the direction of writing: a name with it reads as another. */
const INVISIBLE = /[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/** Kanji that Unicode would replace by their everyday form, though a name is written with them. */
const COMPATIBILITY_IDEOGRAPHS = /([\uF900-\uFAFF\u{2F800}-\u{2FA1F}]+)/u;

/**
 * Forms of the same kanji found in names, the form for searching first. Only for finding people,
 * never for storing or comparing names: 斉 and 斎 are different names.
 */
const KANJI_VARIANTS = [
  ...['高髙', '崎﨑嵜', '辺邉邊', '斎齋齊斉', '浜濵濱', '沢澤', '桜櫻', '広廣', '国國圀', '島嶋嶌'],
  ...[
    '真眞',
    '滝瀧',
    '恵惠',
    '応應',
    '学學',
    '栄榮',
    '円圓',
    '黒黑',
    '徳德',
    '静靜',
    '条條',
    '寿壽',
  ],
  ...[
    '万萬',
    '与與',
    '会會',
    '蔵藏',
    '豊豐',
    '浅淺',
    '瀬瀨',
    '淵渕渊',
    '館舘',
    '桑桒',
    '吉𠮷',
    '富冨',
  ],
  ...[
    '峰峯',
    '槙槇',
    '曽曾',
    '竜龍',
    '鉄鐵',
    '関關',
    '弥彌',
    '来來',
    '礼禮',
    '亀龜',
    '実實',
    '宝寶',
  ],
  ...[
    '尭堯',
    '巌巖',
    '塩鹽',
    '穂穗',
    '稲稻',
    '総總',
    '緑綠',
    '縄繩',
    '戸戶',
    '呂吕',
    '清淸',
    '青靑',
  ],
  ...[
    '増增',
    '寛寬',
    '横橫',
    '薮藪籔',
    '桧檜',
    '柳栁',
    '昇曻',
    '遥遙',
    '荘莊',
    '鴎鷗',
    '芦蘆',
    '体體',
  ],
];

const SEARCH_FORM = new Map(
  KANJI_VARIANTS.flatMap((group) => {
    const [form = '', ...variants] = group;
    return variants.map((variant) => [variant, form] as const);
  }),
);
const VARIANT = new RegExp(`[${[...SEARCH_FORM.keys()].join('')}]`, 'gu');

/** NFC for letters and kana; compatibility ideographs (神 written with 示 …) stay as they are. */
export function composeText(text: string): string {
  return text
    .split(COMPATIBILITY_IDEOGRAPHS)
    .map((part, index) => (index % 2 === 1 ? part : part.normalize('NFC')))
    .join('');
}

/** Full-width letters, digits, signs and spaces as ASCII, and every kind of hyphen as "-". */
export function toHalfWidthAscii(text: string): string {
  return text
    .replace(FULL_WIDTH_ASCII, (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replace(HYPHENS, '-')
    .replace(/(?<=[0-9A-Za-z])[ーｰ](?=[0-9A-Za-z])/g, '-');
}

/** A code as it is stored: half width, trimmed. It stays text, so leading zeros stay too. */
export function normalizeCode(text: string): string {
  return toHalfWidthAscii(text.replace(INVISIBLE, '')).trim();
}

/** A name as it is stored: composed, one full-width space between its parts, its kanji untouched. */
export function normalizeName(text: string): string {
  return joinParts(composeText(text.replace(INVISIBLE, '')));
}

/** A reading as it is stored: full-width katakana, long vowels as ー, one full-width space. */
export function normalizeKana(text: string): string {
  const katakana = toKatakana(text.replace(INVISIBLE, '').normalize('NFKC')).normalize('NFC');
  return joinParts(katakana.replace(HYPHENS_AFTER_KANA, (it) => 'ー'.repeat(it.length)));
}

/**
 * What two spellings of one name have in common: width, case, spaces, kana, kanji variants and
 * variation selectors do not matter. Apply it to what is stored and to what is typed alike.
 */
export function searchKey(text: string): string {
  const plain = text
    .replace(VARIATION_SELECTORS, '')
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '');
  return toKatakana(plain)
    .replace(VARIANT, (it) => SEARCH_FORM.get(it) ?? it)
    .normalize('NFC');
}

function joinParts(text: string): string {
  return text.trim().replace(/\s+/g, '\u3000');
}

/** ぁ–ゖ and ゝゞ lie 0x60 before their katakana. */
function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖゝゞ]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0x60));
}
