import type { AuditMember, AuditMembers } from '@app/accounts';
import { formatDateTime } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { labelledPerson } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { actionName, subjectTypeName } from '@app/exports';

const UNKNOWN = '登録のない対象';

const MEMBER_LIST: List<AuditMember> = {
  name: '対象',
  columns: [
    {
      key: 'label',
      heading: '対象',
      isRowHeading: true,
      value: (row) => row.label || UNKNOWN,
      show: (row) => {
        const lead = `${subjectTypeName(row.kind)}: `;
        const person = row.kind === 'person' ? labelledPerson(row.label) : null;
        return person === null ? { lead, text: row.label || UNKNOWN } : { text: '', person };
      },
    },
    { key: 'fields', heading: '変わった項目', value: (row) => row.fields || '―' },
  ],
};

/** Whom and what one act touched, page by page. */
export function membersView(
  entryId: string,
  members: AuditMembers,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
) {
  const path = `/audit/entries/${entryId}/members`;
  const total = members.total.toLocaleString('ja-JP');
  return {
    title: `${actionName(members.action)}: 対象の一覧`,
    breadcrumb: breadcrumb(['監査記録', '/audit'], ['対象の一覧']),
    summary: `${formatDateTime(members.at)}に一度に行われたもので、対象は${total}件です。`,
    first: path,
    table: listTable(MEMBER_LIST, members.rows, {
      ...{ caption: `対象の一覧(${total}件)`, path, query: {} },
    }),
    pages: pager({ page, pageSize, total: members.total }, (number) =>
      address(path, { page: number }),
    ),
  };
}
