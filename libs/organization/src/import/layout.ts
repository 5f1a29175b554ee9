/** Headings of HR's two files, as docs/import-layout.md describes them. */
export const UNIT_COLUMNS = [
  '所属コード',
  '所属名',
  '所属カナ',
  '上位所属コード',
  '種別',
  '有効開始日',
  '有効終了日',
  '並び順',
] as const;
export type UnitColumn = (typeof UNIT_COLUMNS)[number];

export const POSTING_COLUMNS = [
  '発令日',
  '職員番号',
  '氏名',
  'フリガナ',
  '所属コード',
  '所属名',
  '職名',
  '兼務区分',
  '任用区分',
  'メールアドレス',
  '採用年月日',
  '退職年月日',
  '状態',
] as const;
export type PostingColumn = (typeof POSTING_COLUMNS)[number];

/** Columns that may be left out of a file altogether; what is known then stays as it is. */
export const OPTIONAL_COLUMNS: readonly string[] = [
  '所属カナ',
  '並び順',
  'フリガナ',
  'メールアドレス',
];
