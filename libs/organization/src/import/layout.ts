/**
 * What a file owes a column: a value in every row, the column with or without values, or nothing at all; what is known
 * then stays as it is. The one home of it: the reading refuses by it, and the page and the documentation tell it.
 */
export const COLUMN_NEED_WORDS = {
  value: '必須。',
  column: '列は必要ですが、空欄でも構いません。',
  nothing: '列ごと省けます。',
} as const;

/** What is said of headings that are none of the columns; empty where there are none. */
export function unknownColumnsText(unknown: readonly string[]): string {
  return unknown.length === 0
    ? ''
    : `列「${unknown.join('」「')}」は、この一覧の列ではないため、読んでいません。`;
}

/** By what a file at hand is known to be the one that was sent: the file itself is not kept. */
export interface SentMark {
  readonly byteSize: number;
  readonly sha256: string;
}

/** A file that was sent, and which of its sheets was read where it is a spreadsheet. */
export function sentFileText(fileName: string, sheet: string | null): string {
  return sheet === null ? fileName : `${fileName}のシート「${sheet}」`;
}

export type ColumnNeed = keyof typeof COLUMN_NEED_WORDS;

/** Headings of HR's two files, as docs/import-layout.md describes them, in the order of the examples. */
export const UNIT_LAYOUT = {
  所属コード: 'value',
  所属名: 'value',
  所属カナ: 'nothing',
  上位所属コード: 'column',
  種別: 'value',
  有効開始日: 'value',
  有効終了日: 'column',
  並び順: 'nothing',
  前身所属コード: 'nothing',
} as const satisfies Readonly<Record<string, ColumnNeed>>;
export type UnitColumn = keyof typeof UNIT_LAYOUT;

export const POSTING_LAYOUT = {
  発令日: 'value',
  職員番号: 'value',
  氏名: 'value',
  フリガナ: 'nothing',
  所属コード: 'value',
  所属名: 'column',
  職名: 'column',
  兼務区分: 'value',
  任用区分: 'value',
  メールアドレス: 'nothing',
  採用年月日: 'column',
  退職年月日: 'column',
  状態: 'value',
} as const satisfies Readonly<Record<string, ColumnNeed>>;
export type PostingColumn = keyof typeof POSTING_LAYOUT;

export const UNIT_COLUMNS = columnsOf(UNIT_LAYOUT);
export const POSTING_COLUMNS = columnsOf(POSTING_LAYOUT);

function columnsOf<Column extends string>(
  layout: Readonly<Record<Column, ColumnNeed>>,
): readonly Column[] {
  return Object.keys(layout) as Column[];
}
