import { type AssignmentRow, LEARNING_STATE_WORDS } from '@app/courses';
import {
  fiscalYearOf,
  fiscalYearStart,
  formatDate,
  formatFiscalYear,
  formatFiscalYearShort,
  type LocalDate,
  people,
  remainingText,
  words,
} from '@app/platform';
import { type CellView, dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { type ChipView, stateChip, tag } from '../../../shell/signs';
import { rateText } from '../../../shell/view-parts';
import { audienceText, type DayAndRight, WITHDRAWN_CHIP } from './assignment-words';

type Column = ListColumn<AssignmentRow>;

/** Every assignment with where its people stand, for the page and its files. */
export function assignmentsList(day: DayAndRight): List<AssignmentRow> {
  return {
    name: '受講指定の一覧',
    columns: [
      {
        key: 'course',
        heading: words.course,
        isRowHeading: true,
        value: (row) => row.courseTitle,
        show: (row) => ({ text: row.courseTitle, href: `/assignments/${row.id}` }),
      },
      {
        key: 'fiscalYear',
        heading: '年度',
        dropsWhenConstant: true,
        value: (row) => formatFiscalYear(row.fiscalYear),
      },
      {
        key: 'audience',
        heading: '対象',
        value: (row) => audienceText(row.audienceKind, row.unitName),
      },
      ...KINDS,
      {
        key: 'dueOn',
        heading: '受講期限',
        value: (row) => dayCell(row.dueOn),
        show: (row) => ({ text: dueText(row, day) }),
      },
      {
        key: 'rate',
        heading: '修了',
        only: 'page',
        isNumber: true,
        value: (row) => finishedText(row, day.today),
        show: (row) => ({ text: finishedText(row, day.today), ...barOf(row, day.today) }),
      },
      ...NUMBERS,
    ],
  };
}

/** Until when, and how long that is from now; of a year that was closed nobody is late any more. */
export function dueText(row: AssignmentRow, day: DayAndRight): string {
  const date = formatDate(row.dueOn);
  if (row.withdrawnOn) return date;
  return row.closedOn === null
    ? `${date} ${remainingText({ dueOn: row.dueOn, ...day })}`
    : `${date} ${LEARNING_STATE_WORDS.closed}`;
}

/** Made for a fiscal year that has not begun: nothing is asked of anybody yet. */
export function isAhead({ fiscalYear }: AssignmentRow, today: LocalDate): boolean {
  return fiscalYear > fiscalYearOf(today);
}

/** The rate; of one that is withdrawn only how many had finished, for nothing is asked of the others. */
export function finishedText(row: AssignmentRow, today: LocalDate): string {
  if (row.withdrawnOn === null && isAhead(row, today))
    return `${formatDate(fiscalYearStart(row.fiscalYear))}から`;
  return row.withdrawnOn === null
    ? rateText(row.completed, expectedOf(row))
    : people(row.completed);
}

/** Drawn where the rate is told. */
function barOf(row: AssignmentRow, today: LocalDate): Pick<CellView, 'bar'> {
  const max = expectedOf(row);
  const isTold = row.withdrawnOn === null && !isAhead(row, today) && max > 0;
  return isTold ? { bar: { value: row.completed, max } } : {};
}

/** Everybody who counts: the denominator. */
export function expectedOf(row: AssignmentRow): number {
  return row.total - row.exempted - row.absent - row.otherTypes;
}

/** Of one that is withdrawn nothing is overdue. */
export function overdueOf(row: AssignmentRow): number {
  return row.withdrawnOn === null ? row.overdue : 0;
}

/** What kind of assignment it is; of one that is withdrawn, that it repeated does not matter any more. */
export function tagsOf({ isMandatory, repeatsYearly, withdrawnOn }: AssignmentRow) {
  const kind = tag(isMandatory ? 'mandatory' : 'recommended');
  return repeatsYearly && withdrawnOn === null ? [kind, tag('yearly')] : [kind];
}

/** What is to be known of an assignment besides: withdrawn, without an edition. */
export function remarkChips(row: AssignmentRow): readonly ChipView[] {
  const { withdrawnOn, hasEdition, yearWithoutEdition } = row;
  if (withdrawnOn !== null) return [WITHDRAWN_CHIP];
  if (yearWithoutEdition !== null)
    return [stateChip('assignment.without_edition_of', formatFiscalYearShort(yearWithoutEdition))];
  return hasEdition ? [] : [stateChip('assignment.without_edition')];
}

const KINDS: readonly Column[] = [
  {
    key: 'kind',
    heading: '区分',
    only: 'file',
    value: (row) => tagsOf(row)[0]?.label ?? '',
  },
  {
    key: 'kinds',
    heading: '区分',
    only: 'page',
    dropsWhenConstant: true,
    value: (row) =>
      tagsOf(row)
        .map(({ label }) => label)
        .join('・'),
    show: (row) => ({ text: '', tags: tagsOf(row) }),
  },
  {
    key: 'standing',
    heading: '状態',
    only: 'page',
    dropsWhenConstant: true,
    value: (row) => remarkChips(row)[0]?.label ?? '',
    show: (row) => {
      const [chip] = remarkChips(row);
      return { text: '', ...(chip && { chip }) };
    },
  },
  {
    key: 'remarks',
    heading: '備考',
    only: 'file',
    value: (row) => {
      const [, ...others] = tagsOf(row);
      return [...remarkChips(row), ...others].map(({ label }) => label).join('、');
    },
  },
];

const count = (key: string, heading: string, value: (row: AssignmentRow) => number): Column => ({
  ...{ key, heading, only: 'file', isNumber: true, value },
});

const NUMBERS: readonly Column[] = [
  count('completed', '修了した人', (row) => row.completed),
  count('expected', '数える対象の人', expectedOf),
  {
    key: 'overdue',
    heading: '期限超過',
    isNumber: true,
    counter: '名',
    value: overdueOf,
  },
  count('closed', '年度締めで終わった人', (row) => row.closed),
  count('exempted', '免除', (row) => row.exempted),
  count('absent', '休職・派遣中', (row) => row.absent),
  count('otherTypes', '数えない任用区分', (row) => row.otherTypes),
  count('carriedOver', '前の年度の分(件)', (row) => row.carriedOver),
  count('askedElsewhere', '別の指定で受ける人', (row) => row.askedElsewhere),
  count('settledBefore', '年度より前に済んだ人', (row) => row.settledBefore),
];
