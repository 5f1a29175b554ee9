import type { AssignmentRow, WithdrawalPreview } from '@app/courses';
import { formatFiscalYear, people } from '@app/platform';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { audienceText } from './assignment-words';
import { countsTable } from './counts-table';

/** The last look before hundreds of people are let off: how many, and what stays. */
export function withdrawalView(row: AssignmentRow, preview: WithdrawalPreview) {
  const own = `/assignments/${row.id}`;
  const title = '受講指定の取消し';
  const isDone = row.withdrawnOn !== null;
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(['受講指定', '/assignments'], [row.courseTitle, own], ['取消し']),
      withdrawalSentence(row, preview),
    ),
    facts: [
      fact('年度', formatFiscalYear(row.fiscalYear)),
      fact('対象', audienceText(row.audienceKind, row.unitName)),
      fact('区分', row.isMandatory ? '必修' : '推奨'),
    ],
    counts: countsTable('取り消したあとの対象の人数', countsOf(preview)),
    confirm: confirm(
      {
        action: `${own}/withdraw`,
        button: isDone ? '' : '受講指定を取り消す',
        happens: [],
        stays: isDone ? [] : ['これまでの日付の集計', '学びかけの記録と、修了・免除の記録'],
      },
      own,
    ),
  };
}

export function withdrawalSentence(
  { courseTitle, withdrawnOn }: Pick<AssignmentRow, 'courseTitle' | 'withdrawnOn'>,
  { open, stillAssigned }: Pick<WithdrawalPreview, 'open' | 'stillAssigned'>,
): string {
  if (withdrawnOn !== null) return `「${courseTitle}」の受講指定は、すでに取り消されています。`;
  const released = open - stillAssigned;
  const what =
    released === 0
      ? `「${courseTitle}」の受講指定を取り消しても、求められなくなる人はいません。`
      : `「${courseTitle}」は、${people(released)}にとって求められなくなります。`;
  return `${what}まだ何も変わっていません。取り消した当日のうちは、元に戻せます。`;
}

function countsOf({ open, stillAssigned, completed, exempted, closed }: WithdrawalPreview) {
  return {
    lines: [
      ['求められなくなる人(学びかけの記録は残ります)', open - stillAssigned],
      ['別の受講指定があるため、引き続き求められる人', stillAssigned],
      ['すでに修了した人(修了のままです)', completed],
      ['免除されている人(免除のままです)', exempted],
      ['年度締めで終わった人(そのままです)', closed],
    ] as const,
    total: open + completed + exempted + closed,
  };
}
