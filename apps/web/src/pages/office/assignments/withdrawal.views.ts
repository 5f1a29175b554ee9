import type { AssignmentRow, WithdrawalPreview } from '@app/courses';
import { formatFiscalYear } from '@app/platform';
import { breadcrumb } from '../../../shell/view-parts';
import { audienceText } from './assignment-words';

/** The last look before hundreds of people are let off: how many, and what stays. */
export function withdrawalView(row: AssignmentRow, preview: WithdrawalPreview) {
  const own = `/assignments/${row.id}`;
  const people = (count: number): string => `${String(count)}名`;
  const released = people(preview.open - preview.stillAssigned);
  return {
    title: '受講指定の取消し',
    breadcrumb: breadcrumb(['受講指定', '/assignments'], [row.courseTitle, own], ['取消し']),
    sentence:
      row.withdrawnOn === null
        ? `${releasedText(row.courseTitle, preview.open - preview.stillAssigned)}まだ何も変わっていません。`
        : `「${row.courseTitle}」の受講指定は、すでに取り消されています。`,
    year: formatFiscalYear(row.fiscalYear),
    audience: audienceText(row.audienceKind, row.unitName),
    kind: row.isMandatory ? '必修' : '推奨',
    released,
    stillAssigned: people(preview.stillAssigned),
    completed: people(preview.completed),
    exempted: people(preview.exempted),
    closed: preview.closed === 0 ? '' : people(preview.closed),
    total: people(preview.open + preview.completed + preview.exempted + preview.closed),
    action: row.withdrawnOn === null ? `${own}/withdraw` : '',
    back: own,
  };
}

function releasedText(title: string, released: number): string {
  return released === 0
    ? `「${title}」の受講指定を取り消しても、求められなくなる人はいません。`
    : `「${title}」は、${String(released)}名にとって求められなくなります。`;
}
