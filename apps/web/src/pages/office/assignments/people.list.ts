import type { AssignmentPersonRow } from '@app/courses';
import { ASSIGNMENT_PEOPLE_IN_FILES, isReleased } from '@app/exports';
import type { OfficeCalendar } from '@app/platform';
import { dueDayText } from '../../../shell/learning-parts';
import { type List, type ListColumn, shownList } from '../../../shell/lists/list';
import { personName, type PersonNameView } from '../../../shell/person-name';
import { type ChipView, learningChip } from '../../../shell/signs';
import { WITHDRAWN_CHIP } from './assignment-words';

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

/** The people of an assignment, for the page and its files; `acts` only where the reader may change something. */
export function assignmentPeople(
  calendar: OfficeCalendar,
  acts?: (row: AssignmentPersonRow) => PersonActsView,
): List<AssignmentPersonRow> {
  const list = shownList(ASSIGNMENT_PEOPLE_IN_FILES, {
    name: {
      isRowHeading: true,
      show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }),
    },
    state: { show: (row) => ({ text: '', chip: standingChip(row) }) },
    dueOn: { show: (row) => ({ text: dueText(row, calendar) }) },
    remark: { dropsWhenConstant: true },
  });
  return { ...list, columns: [...list.columns, ...(acts ? [actsColumn(acts)] : [])] };
}

function dueText(row: AssignmentPersonRow, calendar: OfficeCalendar): string {
  const isDue = isOpen(row) && row.state !== 'absent' && !isReleased(row);
  return isDue ? dueDayText(calendar, row.dueOn) : '';
}

/** Still to be learned, or closed without: what has a due day that matters. */
export function isOpen({ state }: Pick<AssignmentPersonRow, 'state'>): boolean {
  return state !== 'completed' && state !== 'exempted';
}

/** What can be done at the row concerns the assignment: not who is asked by another one, or by none any more. */
export function isAskedHere({ leftOutBy }: AssignmentPersonRow): boolean {
  return leftOutBy === null || leftOutBy === 'absent' || leftOutBy === 'employment_type';
}

function standingChip(row: AssignmentPersonRow): ChipView {
  return isReleased(row) ? WITHDRAWN_CHIP : learningChip(row.state, row.absence);
}

function actsColumn(
  acts: (row: AssignmentPersonRow) => PersonActsView,
): ListColumn<AssignmentPersonRow> {
  return { key: 'acts', heading: '免除', only: 'page', value: () => null, slot: acts };
}
