import { openOfYearInFiles } from '@app/exports';
import type { ClosingRow, OpenObligationRow } from '@app/courses';
import { formatFiscalYear } from '@app/platform';
import { dayCell, type List, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { learningChip, stateChip } from '../../../shell/signs';

/** What a closing would end, for the page and its files. */
export function openOfYear(fiscalYear: number): List<OpenObligationRow> {
  return shownList(openOfYearInFiles(fiscalYear), {
    name: {
      isRowHeading: true,
      show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }),
    },
    course: { dropsWhenConstant: true },
    kind: { dropsWhenConstant: true },
    dueOn: { dropsWhenConstant: true },
    state: {
      dropsWhenConstant: true,
      show: (row) => ({ text: '', chip: learningChip(row.state) }),
    },
    remark: { dropsWhenConstant: true },
  });
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
