import { type AssignmentPersonRow, AUDIENCE_WORDS, type LearningState } from '@app/courses';
import {
  formatDate,
  formatFiscalYear,
  formatFiscalYearShort,
  localDateOf,
  type OfficeCalendar,
} from '@app/platform';
import { dueDayText, FINISHED_AFTER_CLOSING } from '../../../shell/learning-parts';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName, type PersonNameView } from '../../../shell/person-name';
import { type ChipView, learningChip } from '../../../shell/signs';
import { WITHDRAWN_CHIP } from './assignment-words';

const ABSENCE_TEXT = {
  leave_of_absence: '休職中',
  parental_leave: '育児休業中',
  sick_leave: '病気休暇中',
  seconded: '派遣中',
} as const;

/** What can be done at the row of a person. */
export interface PersonActsView {
  readonly person: PersonNameView;
  /** What is sent of whoever is chosen here. */
  readonly value: string;
  readonly canChoose: boolean;
  readonly isChosen: boolean;
  /** Where the exemption is taken back; empty where there is none. */
  readonly undo: string;
}

type Column = ListColumn<AssignmentPersonRow>;

/** The people of an assignment, for the page and its files; `acts` only where the reader may change something. */
export function assignmentPeople(
  calendar: OfficeCalendar,
  acts?: (row: AssignmentPersonRow) => PersonActsView,
): List<AssignmentPersonRow> {
  return {
    name: '受講指定の対象者',
    columns: [
      ...WHO,
      {
        key: 'state',
        heading: '状態',
        value: (row) => standingChip(row).label,
        show: (row) => ({ text: '', chip: standingChip(row) }),
      },
      {
        key: 'fiscalYear',
        heading: '年度',
        only: 'file',
        value: (row) => formatFiscalYear(row.fiscalYear),
      },
      {
        key: 'dueOn',
        heading: '期限',
        value: (row) => (isReleased(row) ? null : dayCell(row.dueOn)),
        show: (row) => ({
          text:
            isOpen(row) && row.state !== 'absent' && !isReleased(row)
              ? dueDayText(calendar, row.dueOn)
              : '',
        }),
      },
      {
        key: 'completedOn',
        heading: '修了日',
        only: 'file',
        value: (row) => dayCell(row.completedAt && localDateOf(row.completedAt)),
      },
      { key: 'remark', heading: '備考', dropsWhenConstant: true, value: remarkOf },
      ...(acts ? [actsColumn(acts)] : []),
    ],
  };
}

/** Still to be learned, or closed without: what has a due day that matters. */
export function isOpen({ state }: Pick<AssignmentPersonRow, 'state'>): boolean {
  return state !== 'completed' && state !== 'exempted';
}

/** What can be done at the row concerns the assignment: not who is asked by another one, or by none any more. */
export function isAskedHere({ leftOutBy }: AssignmentPersonRow): boolean {
  return leftOutBy === null || leftOutBy === 'absent' || leftOutBy === 'employment_type';
}

function isReleased({ leftOutBy }: AssignmentPersonRow): boolean {
  return leftOutBy === 'withdrawn';
}

function standingChip(row: AssignmentPersonRow): ChipView {
  return isReleased(row) ? WITHDRAWN_CHIP : learningChip(row.state, row.absence);
}

const WHO: readonly Column[] = [
  { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
  {
    key: 'name',
    heading: '氏名',
    isRowHeading: true,
    value: (row) => row.name,
    show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }),
  },
  { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '所属なし' },
];

function actsColumn(acts: (row: AssignmentPersonRow) => PersonActsView): Column {
  return { key: 'acts', heading: '免除', only: 'page', value: () => null, slot: acts };
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
