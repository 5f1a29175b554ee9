import {
  type CertificationRow,
  type ReviewFilter,
  type ReviewRow,
  type ShownState,
  type StateCounts,
  type UnitChoice,
  RECORD_STATE_WORDS,
} from '@app/certifications';
import { formatDateShort, formatDateTime, type Page } from '@app/platform';
import { personName, type PersonNameView } from '../../../shell/person-name';
import { address, breadcrumb, type ChipView, pageLinks } from '../../../shell/view-parts';
import {
  certificationOptions,
  type OptionView,
  recordChip,
} from '../../me/certifications/certifications.views';
import { ALL_STATES } from './reviews.forms';

export const REVIEWS_PER_PAGE = 50;
const REVIEWS = '/certification-reviews';

/** In the order of the work: what waits first. */
const STATES: readonly ShownState[] = [
  'reported',
  'verified',
  'returned',
  'withdrawn',
  'revoked',
  'annulled',
];

interface ReviewRowView {
  readonly href: string;
  readonly person: PersonNameView;
  readonly unit: string;
  readonly name: string;
  readonly passedOn: string;
  readonly reported: string;
  readonly chip: ChipView;
  readonly isAnnulled: boolean;
  readonly warning: string;
}

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
    rows: rows.map(rowView),
    total: `${String(total)}件`,
    pages: pageLinks({ page, pageSize: REVIEWS_PER_PAGE, total }, (number) =>
      address(REVIEWS, { ...query, page: number }),
    ),
    csvHref: address(`${REVIEWS}/export`, query),
  };
}

/** Says at once whether there is anything to do. */
export function queueSentence(counts: StateCounts): string {
  return counts.reported === 0
    ? '確認を待っている報告はありません。'
    : `${String(counts.reported)}件の報告が確認を待っています。古い順に並んでいます。`;
}

export const REVIEW_CSV_HEADER = [
  '職員番号',
  '氏名',
  '所属',
  '資格',
  '合格日',
  '合格証書番号',
  '状態',
  '同じ番号の報告',
  '報告日時',
  '報告者',
  '確認・差戻しの日時',
  '確認・差戻しをした人',
  '差戻しの理由',
  '取消しの日時',
  '取り消した人',
  '取消しの理由',
] as const;

export function reviewCsvRow(row: ReviewRow): string[] {
  const cancelledAt = row.annulledAt ?? row.revokedAt;
  return [
    row.staffNumber,
    row.personName,
    row.unitName,
    row.certificationName,
    row.passedOn,
    row.certificateNumber,
    recordChip(row.state).label,
    row.isNumberShared ? 'あり' : '',
    formatDateTime(row.reportedAt),
    row.reporterName,
    row.decidedAt === null ? '' : formatDateTime(row.decidedAt),
    row.deciderName,
    row.returnReason ?? '',
    cancelledAt === null ? '' : formatDateTime(cancelledAt),
    row.annulledAt === null ? row.revokerName : row.annullerName,
    row.annulReason ?? row.revokeReason ?? '',
  ];
}

function rowView(row: ReviewRow): ReviewRowView {
  return {
    href: `${REVIEWS}/${row.id}`,
    person: personName({ ...row, name: row.personName }),
    unit: row.unitName === '' ? '所属なし' : row.unitName,
    name: row.certificationName,
    passedOn: formatDateShort(row.passedOn),
    reported: formatDateTime(row.reportedAt),
    chip: recordChip(row.state),
    isAnnulled: row.state === 'annulled',
    warning: row.isNumberShared ? '同じ番号をほかの職員も報告' : '',
  };
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
