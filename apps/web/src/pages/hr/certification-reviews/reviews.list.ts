import type { ReviewRow } from '@app/certifications';
import { formatDateTime } from '@app/platform';
import { dayCell, instantCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

export const REVIEWS = '/certification-reviews';

type Column = ListColumn<ReviewRow>;

const WHO: readonly Column[] = [
  { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
  { key: 'name', heading: '氏名', only: 'file', value: (row) => row.personName },
  {
    key: 'person',
    heading: '氏名(職員番号)',
    only: 'page',
    value: (row) => row.personName,
    show: (row) => ({ text: '', person: personName({ ...row, name: row.personName }) }),
  },
  {
    key: 'unit',
    heading: '所属',
    value: (row) => row.unitName,
    show: (row) => ({ text: row.unitName === '' ? '所属なし' : row.unitName }),
  },
];

const WHAT: readonly Column[] = [
  {
    key: 'certification',
    heading: '資格',
    value: (row) => row.certificationName,
    show: (row) => ({
      text: row.certificationName,
      href: `${REVIEWS}/${row.id}`,
      spoken: `${row.personName}さんの報告`,
      isStruck: row.state === 'annulled',
    }),
  },
  { key: 'passedOn', heading: '合格日', value: (row) => dayCell(row.passedOn) },
  {
    key: 'certificateNumber',
    heading: '合格証書番号',
    only: 'file',
    value: (row) => row.certificateNumber,
  },
  {
    key: 'validUntil',
    heading: '有効期限',
    dropsWhenConstant: true,
    value: (row) => (row.validUntil === null ? '' : dayCell(row.validUntil)),
  },
];

/** In a file the state stands before the dates of what was done, on the page at the end. */
const STATE_IN_FILES: readonly Column[] = [
  {
    key: 'state',
    heading: '状態',
    only: 'file',
    value: (row) => stateChip(`record.${row.state}`).label,
  },
  {
    key: 'isNumberShared',
    heading: '同じ番号の報告',
    only: 'file',
    value: (row) => (row.isNumberShared ? 'あり' : ''),
  },
];

const DONE_IN_FILES: readonly Column[] = [
  { key: 'reporter', heading: '報告者', only: 'file', value: (row) => row.reporterName },
  {
    key: 'decidedAt',
    heading: '確認・差戻しの日時',
    only: 'file',
    value: (row) => instantCell(row.decidedAt),
  },
  {
    key: 'decider',
    heading: '確認・差戻しをした人',
    only: 'file',
    value: (row) => row.deciderName,
  },
  { key: 'returnReason', heading: '差戻しの理由', only: 'file', value: (row) => row.returnReason },
  {
    key: 'cancelledAt',
    heading: '取消しの日時',
    only: 'file',
    value: (row) => instantCell(row.annulledAt ?? row.revokedAt),
  },
  {
    key: 'canceller',
    heading: '取り消した人',
    only: 'file',
    value: (row) => (row.annulledAt === null ? row.revokerName : row.annullerName),
  },
  {
    key: 'cancelReason',
    heading: '取消しの理由',
    only: 'file',
    value: (row) => row.annulReason ?? row.revokeReason,
  },
];

/** The reports of certificates that reviewers see, for the page and its files. */
export const REVIEWS_LIST: List<ReviewRow> = {
  name: '資格の報告',
  columns: [
    ...WHO,
    ...WHAT,
    ...STATE_IN_FILES,
    {
      key: 'reportedAt',
      heading: '報告した日時',
      value: (row) => instantCell(row.reportedAt),
      show: (row) => ({ text: formatDateTime(row.reportedAt) }),
    },
    {
      key: 'shownState',
      heading: '状態',
      only: 'page',
      // With a number that somebody else has given as well it is no row like the others.
      dropsWhenConstant: true,
      value: (row) =>
        `${stateChip(`record.${row.state}`).label}${row.isNumberShared ? '(番号の重複)' : ''}`,
      show: (row) => ({
        text: '',
        chip: stateChip(`record.${row.state}`),
        ...(row.isNumberShared && { alert: stateChip('record.number_shared') }),
      }),
    },
    ...DONE_IN_FILES,
  ],
};
