import {
  COLUMN_NEED_WORDS,
  type ColumnNeed,
  POSTING_LAYOUT,
  type PostingColumn,
  UNIT_LAYOUT,
  type UnitColumn,
} from '@app/organization';
import { words } from '@app/platform';

/** What a column of HR's files means, beside whether it may be left out: that is told by the layout itself. */
const UNIT_NOTES: Readonly<Record<UnitColumn, string>> = {
  所属コード: '半角の英数字。先頭の0もそのまま使います。',
  所属名: '',
  所属カナ: '空欄のときは登録済みのカナを残します。',
  上位所属コード: '最上位の所属は空欄。',
  種別: '部、局、課、室、係、支所、施設。',
  有効開始日: '初めて登録する所属は、この日から有効になります。',
  有効終了日: '廃止の最終日。続く所属は空欄。',
  並び順: '0以上の整数。',
  前身所属コード: '統合・分割・引継ぎで受け継ぐ元の所属。いくつもあるときは「、」で区切ります。',
};

const POSTING_NOTES: Readonly<Record<PostingColumn, string>> = {
  発令日: '1つのファイルに1つの発令日。',
  職員番号: '半角の英数字。先頭の0もそのまま使います。',
  氏名: '姓と名の間は全角・半角の空白、または空白なし。',
  フリガナ: '空欄のときは登録済みのフリガナを残します。',
  所属コード: '発令日に有効な所属(退職者は空欄でも可)。',
  所属名: 'コードと違うときはお知らせします。',
  get 職名() {
    return `課長など。${words.unitHead}かどうかは職名の表で決まります。`;
  },
  兼務区分: '0は主務、1は兼務。併任、充て職、事務取扱も使えます。',
  任用区分: '正規、会計年度任用職員、再任用、任期付、非常勤、特別職、派遣受入。',
  メールアドレス: '空欄はメールなし。列ごと省くと変わりません。',
  採用年月日: '空欄は発令日に採用。',
  退職年月日: '在職の最終日。在職中は空欄。',
  状態: '在職、休職、育休、病休、派遣、退職。',
};

export interface ColumnNote {
  readonly name: string;
  readonly note: string;
}

export function unitColumnNotes(): readonly ColumnNote[] {
  return notesOf(UNIT_LAYOUT, UNIT_NOTES);
}

export function postingColumnNotes(): readonly ColumnNote[] {
  return notesOf(POSTING_LAYOUT, POSTING_NOTES);
}

function notesOf(
  layout: Readonly<Record<string, ColumnNeed>>,
  notes: Readonly<Record<string, string>>,
): readonly ColumnNote[] {
  return Object.entries(layout).map(([name, need]) => ({
    name,
    note: `${COLUMN_NEED_WORDS[need]}${notes[name] ?? ''}`,
  }));
}
