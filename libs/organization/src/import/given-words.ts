import type { CityWord, WordKind } from './city-words';

/** What programs and commands call the kinds of words. */
const KINDS: Readonly<Record<string, WordKind>> = {
  ...{ 種別: 'unit_kind', 兼務区分: 'posting_kind', 任用区分: 'employment_type', 状態: 'status' },
  ...{ 組織の見出し: 'unit_column', 職員の見出し: 'posting_column' },
  ...{ 組織の日付: 'unit_day', 職員の日付: 'posting_day' },
};

/** 「状態:産休=育休」, 「職員の見出し:勤務状況=状態」, 「職員の見出し:給料=」 (not read). Null for anything else. */
export function readGivenWord(text: string): CityWord | null {
  const match = /^([^:：]+)[:：](.+)=([^=]*)$/.exec(text.trim());
  const [, name = '', word = '', meaning = ''] = match ?? [];
  const kind = Object.hasOwn(KINDS, name.trim()) ? KINDS[name.trim()] : undefined;
  if (kind === undefined) return null;
  return { kind, word: word.trim(), meaning: meaning.trim() === '' ? null : meaning.trim() };
}

/** For messages: how such a word is given. */
export const GIVEN_WORD_FORM =
  '「状態:産休=育休」「職員の見出し:勤務状況=状態」「職員の日付:発令日=日付」の形';
