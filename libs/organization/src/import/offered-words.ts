import { findEmploymentType, findPostingKind, findStatus, findUnitKind } from '../vocabulary';
import type { WordKind } from './city-words';

interface OfferedWords {
  readonly column: string;
  readonly file: 'units' | 'postings';
  /** What a word of the city may mean. */
  readonly words: readonly string[];
  readonly isKnown: (word: string) => boolean;
}

export type ValueKind = Exclude<
  WordKind,
  'unit_column' | 'posting_column' | 'unit_day' | 'posting_day'
>;

/** The columns whose values are words of ours, with those that people choose from. */
export const OFFERED_WORDS: Readonly<Record<ValueKind, OfferedWords>> = {
  unit_kind: {
    ...{ column: '種別', file: 'units', isKnown: (word) => findUnitKind(word) !== null },
    words: ['部', '局', '課', '室', '係', '支所', '施設'],
  },
  posting_kind: {
    ...{ column: '兼務区分', file: 'postings', isKnown: (word) => findPostingKind(word) !== null },
    words: ['主務', '兼務', '併任', '充て職', '事務取扱'],
  },
  employment_type: {
    ...{
      column: '任用区分',
      file: 'postings',
      isKnown: (word) => findEmploymentType(word) !== null,
    },
    words: ['正規', '会計年度任用職員', '再任用', '任期付', '非常勤', '特別職', '派遣受入'],
  },
  status: {
    ...{ column: '状態', file: 'postings', isKnown: (word) => findStatus(word) !== null },
    words: ['在職', '休職', '育休', '病休', '派遣', '退職'],
  },
};

export const VALUE_KINDS = Object.keys(OFFERED_WORDS) as readonly ValueKind[];

/** The columns of days, in which a spreadsheet may have left its numbers. */
export const DAY_COLUMNS = {
  units: ['有効開始日', '有効終了日'],
  postings: ['発令日', '採用年月日', '退職年月日'],
} as const;
/** What is said of such a column. */
export const DAY_MEANING = '日付';
export const DAY_KINDS = { units: 'unit_day', postings: 'posting_day' } as const;
export const COLUMN_KINDS = { units: 'unit_column', postings: 'posting_column' } as const;
