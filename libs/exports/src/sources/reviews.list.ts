import { RECORD_STATE_WORDS, type ReviewRow } from '@app/certifications';
import { dayCell, type FileColumn, type FileList, instantCell } from '../list/file-list';

type Column = FileColumn<ReviewRow>;

const DONE: readonly Column[] = [
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

/** The reports of certificates that reviewers see. */
export const REVIEWS_IN_FILES: FileList<ReviewRow> = {
  name: '資格の報告',
  columns: [
    { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', only: 'file', value: (row) => row.personName },
    { key: 'unit', heading: '所属', value: (row) => row.unitName },
    { key: 'certification', heading: '資格', value: (row) => row.certificationName },
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
      value: (row) => (row.validUntil === null ? '' : dayCell(row.validUntil)),
    },
    { key: 'state', heading: '状態', only: 'file', value: (row) => RECORD_STATE_WORDS[row.state] },
    {
      key: 'isNumberShared',
      heading: '同じ番号の報告',
      only: 'file',
      value: (row) => (row.isNumberShared ? 'あり' : ''),
    },
    { key: 'reportedAt', heading: '報告した日時', value: (row) => instantCell(row.reportedAt) },
    ...DONE,
  ],
};
