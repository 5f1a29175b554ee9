import { words } from '@app/platform';
/** What each column of HR's files means, in the order of the examples. `isRequired`: the column, not every value. */
interface ColumnNote {
  readonly name: string;
  readonly note: string;
}

export const UNIT_COLUMN_NOTES: readonly ColumnNote[] = [
  { name: '所属コード', note: '必須。半角の英数字。先頭の0もそのまま使います。' },
  { name: '所属名', note: '必須。' },
  { name: '所属カナ', note: '列ごと省けます。' },
  { name: '上位所属コード', note: '最上位の所属は空欄。' },
  { name: '種別', note: '必須。部、局、課、室、係、支所、施設。' },
  { name: '有効開始日', note: '必須。' },
  { name: '有効終了日', note: '廃止の最終日。続く所属は空欄。' },
  { name: '並び順', note: '0以上の整数。列ごと省けます。' },
];

export const POSTING_COLUMN_NOTES: readonly ColumnNote[] = [
  { name: '発令日', note: '必須。1つのファイルに1つの発令日。' },
  { name: '職員番号', note: '必須。半角の英数字。先頭の0もそのまま使います。' },
  { name: '氏名', note: '必須。姓と名の間は全角・半角の空白、または空白なし。' },
  { name: 'フリガナ', note: '列ごと省けます。' },
  { name: '所属コード', note: '必須。発令日に有効な所属(退職者は空欄でも可)。' },
  { name: '所属名', note: 'コードと違うときはお知らせします。' },
  {
    name: '職名',
    get note() {
      return `課長など。${words.unitHead}かどうかは職名の表で決まります。`;
    },
  },
  { name: '兼務区分', note: '必須。0は主務、1は兼務。併任、充て職、事務取扱も使えます。' },
  {
    name: '任用区分',
    note: '必須。正規、会計年度任用職員、再任用、任期付、非常勤、特別職、派遣受入。',
  },
  { name: 'メールアドレス', note: '空欄はメールなし。列ごと省くと変わりません。' },
  { name: '採用年月日', note: '空欄は発令日に採用。' },
  { name: '退職年月日', note: '在職の最終日。' },
  { name: '状態', note: '必須。在職、休職、育休、病休、派遣、退職。' },
];
