import { toHalfWidthAscii } from '@app/platform';

export const UNIT_KINDS = [
  'department',
  'bureau',
  'division',
  'office',
  'section',
  'branch',
  'facility',
  'committee_secretariat',
  'assembly_secretariat',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** How a unit came to be another one: 統合, 分割, or one that goes on under another code. */
export const SUCCESSION_KINDS = ['merger', 'split', 'takeover'] as const;
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number];

export const SUCCESSION_WORDS: Readonly<Record<SuccessionKind, string>> = {
  merger: '統合',
  split: '分割',
  takeover: '引継ぎ',
};

export const EMPLOYMENT_TYPES = [
  'regular',
  'fiscal_year_appointee',
  'reappointed',
  'fixed_term',
  'part_time',
  'special',
  'dispatched_in',
] as const;
export type EmploymentType = (typeof EMPLOYMENT_TYPES)[number];

/** Employed but not at work here. A person without such a period is active. */
export const ABSENCES = ['leave_of_absence', 'parental_leave', 'sick_leave', 'seconded'] as const;
export type Absence = (typeof ABSENCES)[number];

export const POSTING_KINDS = [
  'primary',
  'concurrent',
  'cross_authority',
  'ex_officio',
  'acting',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** The city's word for each code, as screens and import previews show it. */
export const UNIT_KIND_WORDS: Readonly<Record<UnitKind, string>> = {
  department: '部',
  bureau: '局',
  division: '課',
  office: '室',
  section: '係',
  branch: '支所',
  facility: '施設',
  committee_secretariat: '行政委員会事務局',
  assembly_secretariat: '議会事務局',
};

export const EMPLOYMENT_TYPE_WORDS: Readonly<Record<EmploymentType, string>> = {
  regular: '正規',
  fiscal_year_appointee: '会計年度任用職員',
  reappointed: '再任用',
  fixed_term: '任期付',
  part_time: '非常勤',
  special: '特別職',
  dispatched_in: '派遣受入',
};

export const ABSENCE_WORDS: Readonly<Record<Absence | 'active', string>> = {
  active: '在職',
  leave_of_absence: '休職',
  parental_leave: '育休',
  sick_leave: '病休',
  seconded: '派遣',
};

export const POSTING_KIND_WORDS: Readonly<Record<PostingKind, string>> = {
  primary: '主務',
  concurrent: '兼務',
  cross_authority: '併任',
  ex_officio: '充て職',
  acting: '事務取扱',
};

/** Other words that the files of city halls use for the same thing. */
const UNIT_KINDS_BY_WORD = reversed(UNIT_KIND_WORDS, {
  出張所: 'branch',
  公の施設: 'facility',
  グループ: 'section',
  担当: 'section',
});
const EMPLOYMENT_TYPES_BY_WORD = reversed(EMPLOYMENT_TYPE_WORDS, {
  常勤: 'regular',
  一般職: 'regular',
  会計年度任用: 'fiscal_year_appointee',
  会計年度: 'fiscal_year_appointee',
  定年前再任用: 'reappointed',
  暫定再任用: 'reappointed',
  定年前再任用短時間: 'reappointed',
  任期付職員: 'fixed_term',
  任期付き: 'fixed_term',
  非常勤職員: 'part_time',
  受入: 'dispatched_in',
});
const STATUSES_BY_WORD = reversed<Absence | 'active' | 'retired'>(
  { ...ABSENCE_WORDS, retired: '退職' },
  { 育児休業: 'parental_leave', 病気休暇: 'sick_leave', 休業: 'leave_of_absence', 現職: 'active' },
);
const POSTING_KINDS_BY_WORD = reversed(POSTING_KIND_WORDS, {
  0: 'primary',
  本務: 'primary',
  1: 'concurrent',
  兼職: 'concurrent',
  2: 'cross_authority',
  3: 'ex_officio',
  4: 'acting',
  事務代理: 'acting',
});

export function findUnitKind(word: string): UnitKind | null {
  return UNIT_KINDS_BY_WORD.get(plain(word)) ?? null;
}

export function findEmploymentType(word: string): EmploymentType | null {
  return EMPLOYMENT_TYPES_BY_WORD.get(plain(word)) ?? null;
}

export function findStatus(word: string): Absence | 'active' | 'retired' | null {
  return STATUSES_BY_WORD.get(plain(word)) ?? null;
}

export function findPostingKind(word: string): PostingKind | null {
  return POSTING_KINDS_BY_WORD.get(plain(word)) ?? null;
}

function reversed<Code extends string>(
  words: Readonly<Record<Code, string>>,
  others: Readonly<Record<string, Code>>,
): ReadonlyMap<string, Code> {
  const own = (Object.entries(words) as [Code, string][]).map(
    ([code, word]) => [word, code] as const,
  );
  return new Map([...own, ...Object.entries(others)]);
}

function plain(word: string): string {
  return toHalfWidthAscii(word).replace(/\s+/g, '');
}
