import {
  type AssignmentPersonRow,
  AUDIENCE_WORDS,
  FINISHED_AFTER_CLOSING,
  type LearningState,
  learningStateWord,
  WITHDRAWN_WORD,
} from '@app/courses';
import { formatDate, formatFiscalYear, formatFiscalYearShort, localDateOf } from '@app/platform';
import { dayCell, type FileList } from '../list/file-list';

const ABSENCE_TEXT = {
  leave_of_absence: '休職中',
  parental_leave: '育児休業中',
  sick_leave: '病気休暇中',
  seconded: '派遣中',
} as const;

/** The people of an assignment. */
export const ASSIGNMENT_PEOPLE_IN_FILES: FileList<AssignmentPersonRow> = {
  name: '受講指定の対象者',
  columns: [
    { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', value: (row) => row.name },
    { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '所属なし' },
    { key: 'state', heading: '状態', value: stateOf },
    {
      ...{ key: 'fiscalYear', heading: '年度', only: 'file' },
      value: (row) => formatFiscalYear(row.fiscalYear),
    },
    {
      ...{ key: 'dueOn', heading: '期限' },
      value: (row) => (isReleased(row) ? null : dayCell(row.dueOn)),
    },
    {
      ...{ key: 'completedOn', heading: '修了日', only: 'file' },
      value: (row) => dayCell(row.completedAt && localDateOf(row.completedAt)),
    },
    { key: 'remark', heading: '備考', value: remarkOf },
  ],
};

/** Not asked any more, because the assignment was withdrawn. */
export function isReleased({ leftOutBy }: Pick<AssignmentPersonRow, 'leftOutBy'>): boolean {
  return leftOutBy === 'withdrawn';
}

function stateOf(row: AssignmentPersonRow): string {
  return isReleased(row) ? WITHDRAWN_WORD : learningStateWord(row.state, row.absence);
}

function remarkOf(row: AssignmentPersonRow): string {
  const year = row.isCarriedOver ? `${formatFiscalYear(row.fiscalYear)}の分。` : '';
  return `${year}${[stateRemark(row), otherRemark(row)].filter((it) => it !== '').join('。')}${leftOutRemark(row)}`;
}

function stateRemark(row: AssignmentPersonRow): string {
  if (row.completedAt) {
    const after = row.state === 'closed' ? FINISHED_AFTER_CLOSING : '修了';
    return `${formatDate(localDateOf(row.completedAt))}に${after}`;
  }
  if (row.exemptionReason !== null) return `免除の理由: ${row.exemptionReason}`;
  return row.absence === null ? '' : ABSENCE_TEXT[row.absence];
}

/** 「先の指定(令和8年度分)で受けます」: which assignment asks, where it is not this one. */
function otherRemark(row: AssignmentPersonRow): string {
  const { otherYear, otherAudience, fiscalYear, state } = row;
  if (otherYear === null || otherAudience === null) return '';
  const by =
    otherYear === fiscalYear
      ? `同じ年度の別の指定(${AUDIENCE_WORDS[otherAudience]})`
      : `${otherYear < fiscalYear ? '先' : '後'}の指定(${formatFiscalYearShort(otherYear)}分)`;
  return `${by}で${DONE_BY[state] ?? '受けます'}`;
}

const DONE_BY: Readonly<Partial<Record<LearningState, string>>> = {
  completed: '受けました',
  exempted: '免除されています',
};

const LEFT_OUT_REMARKS: Readonly<Record<NonNullable<AssignmentPersonRow['leftOutBy']>, string>> = {
  other_assignment: '',
  settled_before: '(年度より前に済んでいるため、この指定では求めません)',
  withdrawn: '',
  absent: '(人数に数えません)',
  employment_type: '(任用区分が対象でないため、人数に数えません)',
};

function leftOutRemark({ leftOutBy }: AssignmentPersonRow): string {
  return leftOutBy === null ? '' : LEFT_OUT_REMARKS[leftOutBy];
}
