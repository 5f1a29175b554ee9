import type { AccessRow } from '@app/accounts';
import type { AccessDetail } from '@app/platform';
import { formatDateTime } from '@app/platform';
import { instantCell, type List, type ListColumn } from '../../../shell/lists/list';
import { labelledPerson } from '../../../shell/person-name';
import { ACCESS_KIND_WORDS } from './access-words';

/** Who is in the log without an account. */
export const NOBODY = 'ログインしていない人';

type Column = ListColumn<AccessRow>;

const personCell = (label: string, otherwise: string) => {
  const person = labelledPerson(label);
  return person === null ? { text: label || otherwise } : { text: '', person };
};

/** The access log, for the page and its files. */
export const ACCESS_LIST: List<AccessRow> = {
  name: '閲覧の記録',
  columns: [
    { key: 'id', heading: '番号', only: 'file', value: (row) => Number(row.id) },
    {
      key: 'at',
      heading: '日時',
      sort: 'at',
      isUnbroken: true,
      isRowHeading: true,
      value: (row) => instantCell(row.at),
      show: (row) => ({ text: formatDateTime(row.at) }),
    },
    {
      key: 'actor',
      heading: '行った人',
      isUnbroken: true,
      value: (row) => row.actorLabel,
      show: (row) => personCell(row.actorLabel, NOBODY),
    },
    { key: 'kind', heading: '種類', value: (row) => ACCESS_KIND_WORDS[row.kind] },
    {
      key: 'subject',
      heading: 'だれの',
      value: (row) => row.subjectLabel,
      show: (row) => personCell(row.subjectLabel, '―'),
    },
    { key: 'path', heading: '画面のアドレス', value: (row) => row.path } satisfies Column,
    { key: 'detail', heading: '詳細', value: (row) => detailText(row.detail) },
    {
      key: 'address',
      heading: '接続元',
      isUnbroken: true,
      dropsWhenConstant: true,
      value: (row) => row.address,
    },
  ],
};

function detailText({ rows, filters = {}, times }: AccessDetail): string {
  const conditions = Object.entries(filters).map(([name, value]) => `${name}=${value}`);
  return [
    ...(rows === undefined ? [] : [`${rows.toLocaleString('ja-JP')}件`]),
    ...(conditions.length === 0 ? [] : [`条件: ${conditions.join('、')}`]),
    ...(times === undefined ? [] : [`${times.toLocaleString('ja-JP')}回`]),
  ].join(' / ');
}
