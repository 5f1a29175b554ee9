import {
  type AssignmentPersonRow,
  type AssignmentRow,
  isWithdrawalUndoable,
  LEARNING_STATES,
  type LearningState,
  LEFT_OUT,
} from '@app/courses';
import type { OpenLearning } from '@app/coverage';
import {
  formatDate,
  fiscalYearStart,
  formatFiscalYear,
  type LocalDate,
  localDateOf,
  type Page,
  people,
  things,
  words,
} from '@app/platform';
import { dueDayText } from '../../../shell/learning-parts';
import { learningChip } from '../../../shell/signs';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, type Crumb, pager } from '../../../shell/view-parts';
import { audienceText, type DayAndRight } from './assignment-words';
import {
  assignmentsList,
  expectedOf,
  finishedText,
  isAhead,
  remarkChips,
  tagsOf,
} from './assignments.list';
import { reasonFieldId, type RefusedExemption } from './exemption.views';
import { assignmentPeople, isAskedHere, isOpen, type PersonActsView } from './people.list';

export const PAGE_SIZE = 50;

export interface AssignmentsView {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly sentence: string;
  readonly canManage: boolean;
  readonly files: ReturnType<typeof fileLinks>;
  readonly table: ListTableView;
}

export interface PeopleFilter {
  readonly state: LearningState | typeof LEFT_OUT | '';
  readonly text: string;
  readonly page: number;
}

/** `count` is the city's own count of what is mandatory: the number that home shows, and whom it leaves out. */
export function assignmentsView(
  rows: readonly AssignmentRow[],
  count: OpenLearning,
  day: DayAndRight,
): AssignmentsView {
  const inForce = rows.filter((row) => row.withdrawnOn === null);
  return {
    title: '受講指定',
    breadcrumb: breadcrumb(['受講指定']),
    sentence:
      inForce.length === 0
        ? '有効な受講指定はありません。'
        : `有効な受講指定は${things(inForce.length)}、期限を過ぎた必修の受講は${things(count.overdue)}(${people(count.overduePeople)})です。`,
    canManage: day.canManage,
    files: fileLinks('/assignments/list', {}),
    table: listTable(assignmentsList(day), rows, {
      caption: `受講指定の一覧(${things(rows.length)})`,
      path: '/assignments',
      query: {},
    }),
  };
}

export interface AroundAssignment extends DayAndRight {
  readonly refused: RefusedExemption | null;
}

/** One assignment: what it says, where its people stand, and the people. */
export function assignmentView(
  row: AssignmentRow,
  found: Page<AssignmentPersonRow>,
  filter: PeopleFilter,
  day: AroundAssignment,
) {
  const own = `/assignments/${row.id}`;
  const canChange = day.canManage && row.withdrawnOn === null;
  return {
    title: row.courseTitle,
    breadcrumb: breadcrumb(['受講指定', '/assignments'], [row.courseTitle]),
    chips: remarkChips(row),
    tags: tagsOf(row),
    year: formatFiscalYear(row.fiscalYear),
    audience: reachedText(row, day.today),
    rate: finishedText(row, day.today),
    sentence: assignmentSentence(row, day.today),
    reason: row.reason,
    dueText: dueDayText(day.calendar, row.dueOn),
    createdOn: formatDate(localDateOf(row.createdAt)),
    leftOut: leftOutText(row),
    withdrawHref: canChange ? `${own}/withdraw` : '',
    undoAction:
      day.canManage && isWithdrawalUndoable(row.withdrawnOn, day.today)
        ? `${own}/undo-withdrawal`
        : '',
    own,
    text: filter.text,
    state: { id: 'field-state', name: 'state', value: filter.state, error: '' },
    states: stateOptions(),
    found: `${String(found.total)}名`,
    files: fileLinks(`${own}/people`, queryOf({ ...filter, page: 1 }), { total: found.total }),
    table: listTable(
      canChange
        ? assignmentPeople(day.calendar, (person) => actsOn(person, { ...day, own, filter }))
        : assignmentPeople(day.calendar),
      found.rows,
      { caption: `対象の職員の一覧(${String(found.total)}名)`, path: own, query: queryOf(filter) },
    ),
    pages: pager({ page: filter.page, pageSize: PAGE_SIZE, total: found.total }, (page) =>
      listAddress(row.id, { ...filter, page }),
    ),
  };
}

function stateOptions() {
  // Whoever is away is in no number: they are among 「数えない人」.
  const counted = LEARNING_STATES.filter((state) => state !== 'absent');
  return [
    { value: '', label: 'すべて' },
    ...counted.map((value) => ({ value, label: learningChip(value).label })),
    { value: LEFT_OUT, label: '数えない人' },
  ];
}

export function peopleFilterOf(
  state: string | undefined,
  text: string | undefined,
  page: number,
): PeopleFilter {
  const known = [...LEARNING_STATES, LEFT_OUT].find((it) => it === state);
  return { state: known ?? '', text: (text ?? '').slice(0, 50), page };
}

/** The list of an assignment's people, at the same place. */
export function listAddress(assignmentId: string, filter: PeopleFilter): string {
  return address(`/assignments/${assignmentId}`, queryOf(filter));
}

function queryOf({ state, text, page }: PeopleFilter) {
  return { state, q: text, page: page === 1 ? undefined : page };
}

function assignmentSentence(row: AssignmentRow, today: LocalDate): string {
  if (row.withdrawnOn)
    return `${formatDate(row.withdrawnOn)}に取り消しました。受講の記録は残っています。`;
  if (!row.hasEdition)
    return `この${words.course}には${formatFiscalYear(row.fiscalYear)}の版がありません。版が公開されると、対象の職員に求められます。`;
  if (isAhead(row, today))
    return `${formatFiscalYear(row.fiscalYear)}の分です。${formatDate(fiscalYearStart(row.fiscalYear))}に在職する対象の職員に、その日から求められます。`;
  return `${yearSentence(row)}${standSentence(row)}${earlierSentence(row)}${elsewhereSentence(row)}`;
}

function standSentence(row: AssignmentRow): string {
  const open = expectedOf(row) - row.completed - row.closed;
  if (row.total === 0) return '対象になっている職員は、いまはいません。';
  if (open === 0 && row.closed > 0)
    return `対象${people(row.total)}のうち、${people(row.closed)}は年度締めで未修了のまま終わりました。`;
  if (open === 0) return `対象${people(row.total)}の全員が済んでいます。`;
  const late =
    row.carriedOver === 0 && row.overdue > 0 ? `、うち期限超過は${people(row.overdue)}` : '';
  return `対象${people(row.total)}のうち、未修了は${people(open)}${late}です。`;
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

/** Of one that is withdrawn nobody is asked any more; of one without an edition, or for a year ahead, not yet. */
function reachedText(row: AssignmentRow, today: LocalDate): string {
  const audience = audienceText(row.audienceKind, row.unitName);
  return row.withdrawnOn === null && row.hasEdition && !isAhead(row, today)
    ? `${audience}(いま${people(row.total)})`
    : audience;
}

function leftOutText(row: AssignmentRow): string {
  const otherTypes =
    row.otherTypes > 0 ? `、市の数え方で対象でない任用区分${people(row.otherTypes)}` : '';
  return `免除${people(row.exempted)}、休職・派遣中${people(row.absent)}${otherTypes}`;
}

interface PersonSurroundings extends AroundAssignment {
  readonly own: string;
  readonly filter: PeopleFilter;
}

function actsOn(row: AssignmentPersonRow, around: PersonSurroundings): PersonActsView {
  const { own, filter } = around;
  // The year of a row that was carried over: what is exempted there is that year's, not the one that is shown.
  const year = yearOf(row) ?? undefined;
  const command = (name: string): string =>
    address(`${own}/people/${row.personId}/${name}`, { ...queryOf(filter), year });
  const mayExempt = row.personId !== around.ownPersonId && isAskedHere(row);
  return {
    person: personName(row, { hasNumberColumn: true }),
    exempt:
      mayExempt && isOpen(row) && row.state !== 'closed'
        ? exemptView(row, command('exempt'), around.refused)
        : null,
    undo: mayExempt && row.state === 'exempted' ? command('undo-exemption') : '',
  };
}

function exemptView(row: AssignmentPersonRow, action: string, refused: RefusedExemption | null) {
  const isHere = refused?.personId === row.personId && refused.year === yearOf(row);
  const typed = isHere ? refused : null;
  const field = {
    id: reasonFieldId(row.personId, yearOf(row)),
    name: 'reason',
    value: typed?.reason ?? '',
    error: typed?.error ?? '',
  };
  return { action, isOpen: typed !== null, field };
}

/** Of what was carried over: a person may have a row of this year, too. */
function yearOf({ isCarriedOver, fiscalYear }: AssignmentPersonRow): number | null {
  return isCarriedOver ? fiscalYear : null;
}
