/** The rows of the kana table: a reading belongs to the row in which its first letter stands. */
export const KANA_ROWS = {
  あ: 'あいうえおぁぃぅぇぉゔアイウエオァィゥェォヴ',
  か: 'かきくけこがぎぐげごカキクケコガギグゲゴ',
  さ: 'さしすせそざじずぜぞサシスセソザジズゼゾ',
  た: 'たちつてとだぢづでどっタチツテトダヂヅデドッ',
  な: 'なにぬねのナニヌネノ',
  は: 'はひふへほばびぶべぼぱぴぷぺぽハヒフヘホバビブベボパピプペポ',
  ま: 'まみむめもマミムメモ',
  や: 'やゆよゃゅょヤユヨャュョ',
  ら: 'らりるれろラリルレロ',
  わ: 'わをんワヲン',
} as const;

export type KanaRow = keyof typeof KANA_ROWS;

/** Anything else (a mistyped address) means no row: every term. */
export function kanaRowOf(text: string | undefined): KanaRow | null {
  return text !== undefined && Object.hasOwn(KANA_ROWS, text) ? (text as KanaRow) : null;
}
