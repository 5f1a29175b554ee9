import type { AssignmentRow } from '@app/courses';
import {
  fiscalYearStart,
  formatDate,
  formatFiscalYear,
  type LocalDate,
  people,
  things,
  words,
} from '@app/platform';
import { expectedOf, isAhead } from './assignments.list';

/** How an assignment stands, in one breath. */
export function assignmentSentence(row: AssignmentRow, today: LocalDate): string {
  if (row.withdrawnOn)
    return `${formatDate(row.withdrawnOn)}に取り消しました。受講の記録は残っています。`;
  if (!row.hasEdition)
    return `この${words.course}には${formatFiscalYear(row.fiscalYear)}の版がありません。版が公開されると、対象の職員に求められます。`;
  if (isAhead(row, today))
    return `${formatFiscalYear(row.fiscalYear)}の分です。${formatDate(fiscalYearStart(row.fiscalYear))}に在職する対象の職員に、その日から求められます。`;
  return `${yearSentence(row)}${standSentence(row)}${earlierSentence(row)}${elsewhereSentence(row)}`;
}

function standSentence(row: AssignmentRow): string {
  if (row.total === 0) return '対象になっている職員は、いまはいません。';
  return `${countedSentence(row)}${leftOutSentence(row)}`;
}

/** The same people as in the rate. */
function countedSentence(row: AssignmentRow): string {
  const counted = expectedOf(row);
  const open = counted - row.completed - row.closed;
  if (counted === 0) return '数える対象の職員はいません。';
  if (open === 0 && row.closed > 0)
    return `対象${people(counted)}のうち、${people(row.closed)}は年度締めで未修了のまま終わりました。`;
  if (open === 0) return `対象${people(counted)}の全員が済んでいます。`;
  const late =
    row.carriedOver === 0 && row.overdue > 0 ? `、うち期限超過は${people(row.overdue)}` : '';
  return `対象${people(counted)}のうち、未修了は${people(open)}${late}です。`;
}

function leftOutSentence(row: AssignmentRow): string {
  const leftOut = row.total - expectedOf(row);
  return leftOut === 0 ? '' : `ほかに、免除や休職などで数えない人が${people(leftOut)}います。`;
}

function yearSentence({ yearWithoutEdition, fiscalYear }: AssignmentRow): string {
  if (yearWithoutEdition === null) return '';
  return `${formatFiscalYear(yearWithoutEdition)}の版がまだないため、${formatFiscalYear(fiscalYear)}の分を表示しています。版が公開されると、対象の職員に求められます。`;
}

function earlierSentence({ carriedOver, overdue }: AssignmentRow): string {
  if (carriedOver === 0) return '';
  const late = overdue === 0 ? '' : `期限超過の${things(overdue)}は、その分を含みます。`;
  return `このほかに、前の年度の分が${things(carriedOver)}残っています。${late}`;
}

/** Who is named on the page without being asked by this assignment. */
function elsewhereSentence({ askedElsewhere, settledBefore }: AssignmentRow): string {
  const parts = [
    ...(askedElsewhere > 0 ? [`別の指定で受ける人が${people(askedElsewhere)}`] : []),
    ...(settledBefore > 0 ? [`年度より前に済んだ人が${people(settledBefore)}`] : []),
  ];
  return parts.length === 0 ? '' : `このほかに、${parts.join('、')}います(人数に数えません)。`;
}
