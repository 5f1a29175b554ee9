import {
  type DifferingFigure,
  isMetric,
  type LaterFact,
  METRIC_WORDS,
  PEOPLE_FIGURE_WORDS,
  type Publication,
  publicationState,
  type TargetPart,
  UNIT_FIGURE_WORDS,
} from '@app/coverage';
import { formatDateShort } from '@app/platform';
import { stateChip } from '../../../shell/signs';

export const PATH = '/coverage/publications';

export function publicationHref(id: string): string {
  return `${PATH}/${id}`;
}

/** 「令和9年3月31日の数字(第3号)」 */
export function publicationName({ asOf, number }: Pick<Publication, 'asOf' | 'number'>): string {
  return `${formatDateShort(asOf)}の数字(第${String(number)}号)`;
}

export function publicationChip(row: Publication) {
  return stateChip(`publication.${publicationState(row)}`);
}

/** So much of a hash as tells two apart at a glance. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 12);
}

export const LATER_FACT_WORDS: Readonly<Record<LaterFact, string>> = {
  posting: '所属',
  employment: '任用',
  absence: '休職・派遣など',
  role: '任命',
  certificate: '資格',
  join: '職員番号のつなぎ・分け',
};

export function figureWords(figure: DifferingFigure): string {
  if (figure === 'covered') return UNIT_FIGURE_WORDS.units_covered;
  if (figure === 'counting') return UNIT_FIGURE_WORDS.units;
  return PEOPLE_FIGURE_WORDS[figure];
}

const TARGET_PART_WORDS: Readonly<Record<TargetPart, string>> = {
  value: '目標の数',
  dueOn: '期限',
  missing: '目標まであと',
};

/** 「ITパスポート取得職員 目標の数」 */
export function targetPartWords(code: string, part: TargetPart): string {
  return `${isMetric(code) ? METRIC_WORDS[code] : code} ${TARGET_PART_WORDS[part]}`;
}

export const LIST_CRUMB = ['確定した数字', PATH] as const;
export const COVERAGE_CRUMB = ['充足状況', '/coverage'] as const;
