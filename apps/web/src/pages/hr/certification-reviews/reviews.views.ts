import {
  type CertificationRow,
  type ReviewFilter,
  type ReviewRow,
  type ShownState,
  type StateCounts,
  type UnitChoice,
  RECORD_STATE_WORDS,
} from '@app/certifications';
import type { Page } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import {
  certificationOptions,
  type OptionView,
} from '../../me/certifications/certifications.views';
import { ALL_STATES } from './reviews.forms';
import { REVIEWS, REVIEWS_LIST } from './reviews.list';

export const REVIEWS_PER_PAGE = 50;

/** In the order of the work: what waits first. */
const STATES: readonly ShownState[] = [
  'reported',
  'verified',
  'returned',
  'withdrawn',
  'revoked',
  'annulled',
];

export interface ReviewList {
  readonly filter: ReviewFilter;
  readonly page: number;
  readonly list: Page<ReviewRow>;
  readonly counts: StateCounts;
  readonly certifications: readonly CertificationRow[];
  readonly units: readonly UnitChoice[];
}

export function reviewsView({ filter, page, list, counts, certifications, units }: ReviewList) {
  const query = filterQuery(filter);
  const { rows, total } = list;
  return {
    title: '資格の確認',
    crumbs: breadcrumb(['資格の確認']),
    sentence: queueSentence(counts),
    filter: {
      state: field('state', stateOptions(filter.state, counts)),
      certification: field(
        'certification',
        certificationOptions(certifications, filter.certificationCode, 'すべての資格'),
      ),
      unit: field('unit', unitOptions(units, filter.unitCode)),
    },
    table: listTable(REVIEWS_LIST, rows, {
      caption: `資格の報告(${String(total)}件)`,
      path: REVIEWS,
      query,
    }),
    pages: pager({ page, pageSize: REVIEWS_PER_PAGE, total }, (number) =>
      address(REVIEWS, { ...query, page: number }),
    ),
    files: fileLinks(`${REVIEWS}/export`, query, { csvPath: `${REVIEWS}/export`, total }),
  };
}

/** Says at once whether there is anything to do. */
export function queueSentence(counts: StateCounts): string {
  return counts.reported === 0
    ? '確認を待っている報告はありません。'
    : `${String(counts.reported)}件の報告が確認を待っています。古い順に並んでいます。`;
}

function filterQuery(filter: ReviewFilter): Record<string, string> {
  return {
    state: filter.state === '' ? ALL_STATES : filter.state,
    certification: filter.certificationCode,
    unit: filter.unitCode,
  };
}

function field(name: string, options: readonly OptionView[]) {
  const value = options.find((option) => option.isSelected)?.value ?? '';
  return { field: { id: `filter-${name}`, name, value, error: '' }, options };
}

function stateOptions(selected: ShownState | '', counts: StateCounts): OptionView[] {
  const states = STATES.map((value) => ({
    value,
    label: `${RECORD_STATE_WORDS[value]}(${String(counts[value])}件)`,
    isSelected: value === selected,
  }));
  return [...states, { value: ALL_STATES, label: 'すべて', isSelected: selected === '' }];
}

function unitOptions(units: readonly UnitChoice[], selected: string): OptionView[] {
  const options = units.map(({ code, name }) => ({ value: code, label: name }));
  return [{ value: '', label: 'すべての所属' }, ...options].map((option) => ({
    ...option,
    isSelected: option.value === selected,
  }));
}
