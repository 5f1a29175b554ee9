export const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What each is called. */
export const DELIMITER_WORDS: Readonly<Record<Delimiter, string>> = {
  ',': 'カンマ',
  '\t': 'タブ',
  ';': 'セミコロン(;)',
  '|': '縦線(|)',
};
