import type { ClosingRow, OpenObligationRow, WhyOpen } from '@app/courses';
import { formatFiscalYear, words } from '@app/platform';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { learningChip, stateChip, tag } from '../../../shell/signs';

export const WHY_OPEN_WORDS: Readonly<Record<WhyOpen, string>> = {
  absent: '休職・派遣中',
  due_later: '期限が翌年度',
  in_progress: '受講の途中',
  not_started: '未受講',
};

const LEFT_OUT_WORDS = {
  absent: '集計に数えません(休職・派遣中)',
  employment_type: '集計に数えません(任用区分)',
} as const;

const WHY: readonly ListColumn<OpenObligationRow>[] = [
  { key: 'why', heading: '残っている理由', value: (row) => WHY_OPEN_WORDS[row.whyOpen] },
  {
    key: 'remark',
    heading: '備考',
    dropsWhenConstant: true,
    value: (row) => (row.leftOutBy === null ? '' : LEFT_OUT_WORDS[row.leftOutBy]),
  },
];

/** What a closing would end, for the page and its files. */
export function openOfYear(fiscalYear: number): List<OpenObligationRow> {
  return {
    name: '年度締めで終わる受講',
    columns: [
      {
        key: 'fiscalYear',
        heading: '年度',
        only: 'file',
        value: () => formatFiscalYear(fiscalYear),
      },
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: (row) => row.name,
        show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }),
      },
      { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
      { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '所属なし' },
      {
        key: 'course',
        heading: words.course,
        dropsWhenConstant: true,
        value: (row) => row.courseTitle,
      },
      {
        key: 'kind',
        heading: '区分',
        dropsWhenConstant: true,
        value: (row) => tag(row.isMandatory ? 'mandatory' : 'recommended').label,
      },
      {
        key: 'dueOn',
        heading: '期限',
        dropsWhenConstant: true,
        value: (row) => dayCell(row.dueOn),
      },
      {
        key: 'state',
        heading: '状態',
        dropsWhenConstant: true,
        value: (row) => learningChip(row.state).label,
        show: (row) => ({ text: '', chip: learningChip(row.state) }),
      },
      ...WHY,
    ],
  };
}

/** The closings there were; `undo` is the address of the act at a row, or empty. */
export function closingsList(undo: (row: ClosingRow) => string): List<ClosingRow> {
  return {
    name: 'これまでの年度締め',
    columns: [
      {
        key: 'year',
        heading: '年度',
        isRowHeading: true,
        value: (row) => formatFiscalYear(row.fiscalYear),
      },
      { key: 'closedOn', heading: '締めた日', value: (row) => dayCell(row.closedOn) },
      {
        key: 'obligations',
        heading: '件数',
        isNumber: true,
        counter: '件',
        value: (row) => row.obligations,
      },
      { key: 'reason', heading: '理由', value: (row) => row.reason },
      {
        key: 'state',
        heading: '状態',
        value: (row) => stateOf(row).label,
        show: (row) => ({ text: '', chip: stateOf(row) }),
      },
      {
        key: 'acts',
        heading: '操作',
        only: 'page',
        value: () => null,
        slot: (row) => ({ undo: undo(row), year: formatFiscalYear(row.fiscalYear) }),
      },
    ],
  };
}

function stateOf({ undoneAt }: ClosingRow) {
  return stateChip(undoneAt === null ? 'closing.in_force' : 'closing.undone');
}
