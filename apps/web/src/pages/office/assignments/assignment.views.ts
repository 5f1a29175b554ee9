import {
  type AssignmentPersonRow,
  type AssignmentRow,
  type AssignmentUnitRow,
  isWithdrawalUndoable,
} from '@app/courses';
import type { UnitRow } from '@app/organization';
import {
  formatDate,
  formatFiscalYear,
  type LocalDate,
  localDateOf,
  type Page,
  people,
  things,
} from '@app/platform';
import { dueDayText } from '../../../shell/learning-parts';
import { fileLinks } from '../../../shell/lists/list-file';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { pageHead, printHead, sentence } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { assignmentSentence } from './assignment-sentence';
import { assignmentUnits } from './assignment-units.list';
import { audienceText, type DayAndRight } from './assignment-words';
import { finishedText, isAhead, remarkChips, tagsOf } from './assignments.list';
import { chosenValue } from './exemption.views';
import {
  listAddress,
  PAGE_SIZE,
  type PeopleFilter,
  peopleFilterBar,
  queryOf,
} from './people-filter';
import { assignmentPeople, isAskedHere, isOpen, type PersonActsView } from './people.list';

export interface AroundAssignment extends DayAndRight {
  readonly filter: PeopleFilter;
  /** Of today, to choose one of. */
  readonly allUnits: readonly UnitRow[];
  readonly chosen: ReadonlySet<string>;
}

/** One assignment: what it says, then where its units stand or, asked for, its people. */
export function assignmentView(
  row: AssignmentRow,
  { units, found }: Standings,
  around: AroundAssignment,
) {
  const own = `/assignments/${row.id}`;
  const { today, filter } = around;
  const canChange = around.canManage && row.withdrawnOn === null;
  const isUndoable = around.canManage && isWithdrawalUndoable(row.withdrawnOn, today);
  const [chip = null] = remarkChips(row);
  return {
    title: row.courseTitle,
    head: pageHead(
      row.courseTitle,
      breadcrumb(['受講指定', '/assignments'], [row.courseTitle]),
      sentence(assignmentSentence(row, today), { chip, tags: tagsOf(row) }),
    ),
    print: printHead(`${formatDate(today)}現在`),
    facts: factsOf(row, around),
    withdrawHref: canChange ? `${own}/withdraw` : '',
    undoAction: isUndoable ? `${own}/undo-withdrawal` : '',
    tabs: units.total > 1 ? tabsOf(own, found !== null) : [],
    units: found === null ? unitsView(row, units, filter) : null,
    people: found && peopleView(row, found, { ...around, canChange }),
  };
}

/** `found` is null where the units are looked at. */
export interface Standings {
  readonly units: Page<AssignmentUnitRow>;
  readonly found: Page<AssignmentPersonRow> | null;
}

function tabsOf(own: string, isByName: boolean) {
  return [
    { href: own, label: '所属ごと', isCurrent: !isByName },
    { href: address(own, { view: 'people' }), label: '氏名ごと', isCurrent: isByName },
  ];
}

function unitsView(
  row: AssignmentRow,
  { rows, total }: Page<AssignmentUnitRow>,
  filter: PeopleFilter,
) {
  const own = `/assignments/${row.id}`;
  return {
    files: fileLinks(`${own}/units`, {}, { total }),
    table: listTable(assignmentUnits(own), rows, {
      caption: `所属ごとの状況(${things(total)}、遅れている順)`,
      path: '',
      query: {},
    }),
    pages: pager({ page: filter.page, pageSize: PAGE_SIZE, total }, (page) =>
      listAddress(row.id, { ...filter, page }),
    ),
  };
}

type PeopleSurroundings = AroundAssignment & { readonly canChange: boolean };

function peopleView(
  row: AssignmentRow,
  { rows, total }: Page<AssignmentPersonRow>,
  around: PeopleSurroundings,
) {
  const own = `/assignments/${row.id}`;
  const { filter, canChange } = around;
  const acts = (person: AssignmentPersonRow) => actsOn(person, row.id, around);
  const all = assignmentPeople(around.calendar, canChange ? acts : undefined);
  const list = filter.state === '' ? all : sayingOnce(all, ['state', 'dueOn']);
  return {
    filter: peopleFilterBar(own, around, people(total)),
    isFiltered: filter.state !== '' || filter.text !== '' || filter.unit !== '',
    files: fileLinks(`${own}/people`, queryOf({ ...filter, view: '', page: 1 }), { total }),
    table: listTable(list, rows, {
      caption: `対象の職員の一覧(${people(total)})`,
      path: own,
      query: queryOf(filter),
    }),
    exempting:
      canChange && rows.some((person) => canExempt(person, around))
        ? address(`${own}/exempt`, queryOf(filter))
        : '',
    pages: pager({ page: filter.page, pageSize: PAGE_SIZE, total }, (page) =>
      listAddress(row.id, { ...filter, page }),
    ),
  };
}

/** Of those who were asked for by their state the state is known. */
function sayingOnce<Row>(list: List<Row>, keys: readonly string[]): List<Row> {
  const columns = list.columns.map((column) =>
    keys.includes(column.key) ? { ...column, dropsWhenConstant: true } : column,
  );
  return { ...list, columns };
}

function factsOf(row: AssignmentRow, { today, calendar }: DayAndRight) {
  return [
    fact('年度', formatFiscalYear(row.fiscalYear)),
    fact('対象', reachedText(row, today)),
    fact('受講期限', dueDayText(calendar, row.dueOn)),
    fact('修了', finishedText(row, today)),
    fact('分母から除いた人', leftOutText(row)),
    fact('理由', row.reason),
    fact('指定した日', formatDate(localDateOf(row.createdAt))),
  ];
}

/** Of one that is withdrawn nobody is asked any more; of one without an edition, or for a year ahead, not yet. */
function reachedText(row: AssignmentRow, today: LocalDate): string {
  const audience = audienceText(row.audienceKind, row.unitName);
  return row.withdrawnOn === null && row.hasEdition && !isAhead(row, today)
    ? `${audience}(いま${people(row.total)})`
    : audience;
}

function leftOutText(row: AssignmentRow): string {
  const parts = [
    ...(row.exempted > 0 ? [`免除${people(row.exempted)}`] : []),
    ...(row.absent > 0 ? [`休職・派遣中${people(row.absent)}`] : []),
    ...(row.otherTypes > 0 ? [`市の数え方で対象でない任用区分${people(row.otherTypes)}`] : []),
  ];
  return parts.join('、') || 'なし';
}

function actsOn(
  row: AssignmentPersonRow,
  assignmentId: string,
  { chosen, ...around }: PeopleSurroundings,
): PersonActsView {
  const value = chosenValue(row.personId, row.isCarriedOver ? row.fiscalYear : null);
  const canUndo = mayChange(row, around) && row.state === 'exempted';
  const undo = address(`/assignments/${assignmentId}/undo-exemptions`, queryOf(around.filter));
  return {
    person: personName(row, { hasNumberColumn: true }),
    value,
    canChoose: canExempt(row, around),
    isChosen: chosen.has(value),
    undo: canUndo ? undo : '',
  };
}

type Reader = Pick<DayAndRight, 'ownPersonId'>;

function canExempt(row: AssignmentPersonRow, reader: Reader): boolean {
  return mayChange(row, reader) && isOpen(row) && row.state !== 'closed';
}

function mayChange(row: AssignmentPersonRow, { ownPersonId }: Reader): boolean {
  return row.personId !== ownPersonId && isAskedHere(row);
}
