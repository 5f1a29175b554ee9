import type { AccessRow } from '@app/accounts';
import type { AccessDetail } from '@app/platform';
import { ACCESS_KIND_WORDS } from '../audit/access-words';
import { type FileList, instantCell } from '../list/file-list';

/** The access log. */
export const ACCESS_IN_FILES: FileList<AccessRow> = {
  name: '閲覧の記録',
  columns: [
    { key: 'id', heading: '番号', only: 'file', value: (row) => Number(row.id) },
    { key: 'at', heading: '日時', value: (row) => instantCell(row.at) },
    { key: 'actor', heading: '行った人', value: (row) => row.actorLabel },
    { key: 'kind', heading: '種類', value: (row) => ACCESS_KIND_WORDS[row.kind] },
    { key: 'subject', heading: 'だれの', value: (row) => row.subjectLabel },
    { key: 'path', heading: '画面のアドレス', value: (row) => row.path },
    { key: 'detail', heading: '詳細', value: (row) => detailText(row.detail) },
    { key: 'address', heading: '接続元', value: (row) => row.address },
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
