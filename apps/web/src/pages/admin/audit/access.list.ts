import type { AccessRow } from '@app/accounts';
import { ACCESS_IN_FILES } from '@app/exports';
import { formatDateTime } from '@app/platform';
import { type List, shownList } from '../../../shell/lists/list';
import { labelledPerson } from '../../../shell/person-name';

/** Who is in the log without an account. */
export const NOBODY = 'ログインしていない人';

const personCell = (label: string, otherwise: string) => {
  const person = labelledPerson(label);
  return person === null ? { text: label || otherwise } : { text: '', person };
};

/** The access log, for the page and its files. */
export const ACCESS_LIST: List<AccessRow> = shownList(ACCESS_IN_FILES, {
  at: {
    sort: 'at',
    isUnbroken: true,
    isRowHeading: true,
    show: (row) => ({ text: formatDateTime(row.at) }),
  },
  actor: { isUnbroken: true, show: (row) => personCell(row.actorLabel, NOBODY) },
  subject: { show: (row) => personCell(row.subjectLabel, '―') },
  address: { isUnbroken: true, dropsWhenConstant: true },
});
