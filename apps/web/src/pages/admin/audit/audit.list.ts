import type { AuditRow } from '@app/accounts';
import { dxRoles, roleTitle } from '@app/appointments';
import {
  AUDIT_IN_FILES,
  detailParts,
  isCode,
  membersText,
  subjectTypeName,
  WITHHELD,
} from '@app/exports';
import { addedRoleOf, formatDateTime, isWordKey, VOCABULARY } from '@app/platform';
import { type List, type PageColumn, shownList } from '../../../shell/lists/list';
import { labelledPerson } from '../../../shell/person-name';
import { address } from '../../../shell/view-parts';

/** What an act was about: on the page one column, in words. */
const SUBJECT: PageColumn<AuditRow> = {
  show: (row) => ({
    lead: `${subjectTypeName(row.subjectType)}: `,
    text: row.isWithheld ? WITHHELD : row.subjectLabel || idText(row.subjectId),
    href: row.isWithheld ? '' : address('/audit', { subject: row.subjectId }),
  }),
};

/** The audit entries, for the page and its files. */
export const AUDIT_LIST: List<AuditRow> = shownList(AUDIT_IN_FILES, {
  at: {
    isUnbroken: true,
    isRowHeading: true,
    show: (row) => ({ text: formatDateTime(row.at) }),
  },
  actor: {
    isUnbroken: true,
    show: ({ actorLabel }) => {
      const person = labelledPerson(actorLabel);
      return person === null ? { text: actorLabel } : { text: '', person };
    },
  },
  subject: SUBJECT,
  detail: {
    show: (row) => {
      const items = detailParts(row.detail);
      if (row.memberCount === 0) return { text: items.length === 0 ? '―' : '', items };
      return { text: membersText(row), href: `/audit/entries/${row.id}/members`, items };
    },
  },
});

/** An id that says nothing is still the way to everything that was done with the same thing. */
function idText(subjectId: string): string {
  if (isWordKey(subjectId)) return VOCABULARY[subjectId].word || '市の名前';
  const role = addedRoleOf(subjectId) ?? subjectId;
  if (dxRoles().includes(role)) return roleTitle(role);
  return isCode(subjectId) ? '同じ対象の記録' : subjectId;
}
