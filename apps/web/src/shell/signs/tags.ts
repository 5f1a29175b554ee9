import { OBLIGATION_WORDS } from '@app/courses';

/** A category: what something is, not how it stands. It has no sign and no colour. */
export interface TagView {
  readonly label: string;
}

/** The words of the categories. */
const TAG_WORDS = {
  ...OBLIGATION_WORDS,
  chosen: '任意',
  yearly: '毎年度',
  carriedOver: '前の年度から',
  posting: '所属',
  role: '役割',
  absence: '休職・派遣',
  certificate: '資格',
  employment: '任用',
  name: '氏名',
  staffNumber: '職員番号',
  onlyReads: '閲覧のみ',
} as const;

export function tag(name: keyof typeof TAG_WORDS): TagView {
  return { label: TAG_WORDS[name] };
}
