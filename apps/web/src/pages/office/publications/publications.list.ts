import type { ListedPublication } from '@app/coverage';
import { formatDateShort } from '@app/platform';
import { dayCell, instantCell, type List } from '../../../shell/lists/list';
import { publicationChip, publicationHref, shortHash } from './publication-words';

/** 確定した数字, for the page and its files: each publication a row. */
export const PUBLICATIONS: List<ListedPublication> = {
  name: '確定した数字',
  columns: [
    {
      key: 'number',
      heading: '確定',
      sort: 'number',
      isRowHeading: true,
      value: (row) => `第${String(row.number)}号`,
      show: (row) => ({
        text: `第${String(row.number)}号`,
        href: publicationHref(row.id),
        spoken: `${formatDateShort(row.asOf)}の数字`,
      }),
    },
    {
      key: 'asOf',
      heading: '基準日',
      sort: 'day',
      keepsLabel: true,
      value: (row) => dayCell(row.asOf),
    },
    {
      key: 'state',
      heading: '状態',
      value: (row) => publicationChip(row).label,
      show: (row) => ({ text: '', chip: publicationChip(row) }),
    },
    {
      key: 'publishedAt',
      heading: '確定した日時',
      only: 'file',
      value: (row) => instantCell(row.publishedAt),
    },
    { key: 'publishedBy', heading: '確定した人', value: (row) => row.publishedByName },
    { key: 'documentNumber', heading: '文書番号', value: (row) => row.documentNumber },
    { key: 'reason', heading: '理由', only: 'file', value: (row) => row.reason },
    {
      key: 'follows',
      heading: '訂正の対象',
      only: 'file',
      value: (row) => (row.followsNumber === null ? null : `第${String(row.followsNumber)}号`),
    },
    {
      key: 'withdrawal',
      heading: '取下げの理由',
      only: 'file',
      value: (row) => row.withdrawalReason,
    },
    {
      key: 'differences',
      heading: 'いまの記録との違い',
      isNumber: true,
      counter: 'か所',
      value: (row) => row.differences,
    },
    {
      key: 'sha256',
      heading: '内容の符号(SHA-256)',
      value: (row) => row.sha256,
      show: (row) => ({ text: shortHash(row.sha256) }),
    },
  ],
};
