import type { AssignmentRow, HasteRow } from '@app/courses';
import type { OpenLearning } from '@app/coverage';
import { formatDate, people, things, words } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead, printHead } from '../../../shell/parts/heads';
import { breadcrumb } from '../../../shell/view-parts';
import type { DayAndRight } from './assignment-words';
import { assignmentsList } from './assignments.list';

/** `count` is the city's own count of what is mandatory: the number that home shows, and whom it leaves out. */
export function assignmentsView(
  rows: readonly AssignmentRow[],
  count: OpenLearning,
  day: DayAndRight,
) {
  return {
    title: '受講指定',
    head: pageHead('受講指定', breadcrumb(['受講指定']), assignmentsSentence(rows, count)),
    print: printHead(`${formatDate(day.today)}現在`),
    canManage: day.canManage,
    files: fileLinks('/assignments/list', {}, { total: rows.length }),
    table: listTable(assignmentsList(day), rows, {
      caption: `受講指定の一覧(${things(rows.length)})`,
      path: '/assignments',
      query: {},
    }),
  };
}

/** How many there are, and who is late. */
export function assignmentsSentence(
  rows: readonly Pick<AssignmentRow, 'withdrawnOn'>[],
  { overdue, overduePeople }: Pick<OpenLearning, 'overdue' | 'overduePeople'>,
): string {
  const inForce = rows.filter((row) => row.withdrawnOn === null).length;
  if (inForce === 0) return '有効な受講指定はありません。';
  if (overdue === 0)
    return `有効な受講指定は${things(inForce)}です。期限を過ぎた必修の受講はありません。`;
  return `有効な受講指定は${things(inForce)}、期限を過ぎた必修の受講は${things(overdue)}(${people(overduePeople)})です。`;
}

/** How many handed tests in faster than they can be read; empty where it is nobody, or too few to be told. */
export function hasteSentence(rows: readonly HasteRow[]): string {
  if (rows.length === 0) return '';
  const courses = rows.map(({ title, people: number }) => `「${title}」${people(number)}`);
  return `今年度、テストを1問3秒未満で提出したことがある人: ${courses.join('、')}。結果は変わりません。誰かは表示せず、5人より少ない${words.course}は数も表示しません。`;
}
