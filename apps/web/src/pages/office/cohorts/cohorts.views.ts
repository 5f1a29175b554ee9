import { COHORT_PEOPLE_IN_FILES, COHORT_TITLE, cohortPartWord, cohortTitle } from '@app/exports';
import {
  type CohortPart,
  type CohortPerson,
  type CohortQuestion,
  type CohortRow,
} from '@app/appointments';
import {
  formatDateShort,
  formatFiscalYear,
  type LocalDate,
  numberText,
  type Page,
  people,
  words,
} from '@app/platform';
import { type List, type ListColumn, shownList } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { type NoRecords, noRecordsView } from '../coverage/before-records';

export const COHORT_PAGE = 50;
const PATH = '/appointments/cohorts';
const TITLE = COHORT_TITLE;

const PARTS = ['all', 'supporters', 'leaders', 'left', 'ended'] as const;

export function cohortsHref(asOf: LocalDate): string {
  return address(PATH, { asOf });
}

/** Of a day on which nothing is known of anybody. */
export function noCohortsView(asOf: LocalDate, noRecords: NoRecords) {
  const view = noRecordsView(TITLE, asOf, noRecords);
  return { ...view, breadcrumb: breadcrumb(LIST_CRUMB, [TITLE]) };
}

/** The people of such a day: none, with the way to the years. */
export function noCohortPeopleView(question: CohortQuestion, noRecords: NoRecords) {
  const title = cohortTitle(question);
  return {
    ...noRecordsView(title, question.on, noRecords),
    breadcrumb: breadcrumb(LIST_CRUMB, [TITLE, cohortsHref(question.on)], [title]),
  };
}

/** Fiscal years as rows; every number leads to its people. */
export function cohortsView(rows: readonly CohortRow[], asOf: LocalDate) {
  const sum = (part: CohortPart) => rows.reduce((total, row) => total + row[part], 0);
  return {
    title: TITLE,
    breadcrumb: breadcrumb(LIST_CRUMB, [TITLE]),
    summary:
      rows.length === 0
        ? `${words.supporterTitle}になった人は、まだいません。`
        : `これまでに${words.supporterTitle}になった${people(sum('all'))}のうち、いまも${words.supporter}の人は${people(sum('supporters'))}、${words.leader}になった人は${people(sum('leaders'))}です。`,
    asOf,
    asOfText: formatDateShort(asOf),
    note: `はじめて${words.supporterTitle}になった日の年度で数えます。${words.leader}になってから退職した人などは、両方に数えます。「${cohortPartWord('ended')}」は、ほかのどれにも当たらない人です。`,
    files: fileLinks(`${PATH}/list`, { asOf }, { total: rows.length }),
    table: listTable(cohortList(asOf), rows, {
      ...{ caption: `${TITLE}(${formatDateShort(asOf)}現在)`, path: '', query: {} },
    }),
  };
}

export function cohortList(asOf: LocalDate): List<CohortRow> {
  return {
    name: TITLE,
    columns: [
      {
        ...{ key: 'year', heading: '年度', isRowHeading: true },
        value: ({ year }) => formatFiscalYear(year),
      },
      ...PARTS.map((part) => partColumn(part, asOf)),
    ],
  };
}

function partColumn(part: CohortPart, asOf: LocalDate): ListColumn<CohortRow> {
  const heading = cohortPartWord(part);
  return {
    ...{ key: part, heading, isNumber: true, counter: '名' },
    value: (row) => row[part],
    show: (row) => ({
      text: numberText(row[part]),
      href: address(`${PATH}/people`, { year: row.year, part, asOf }),
      spoken: `${formatFiscalYear(row.year)}の${heading}`,
    }),
    total: (rows) => rows.reduce((sum, row) => sum + row[part], 0),
  };
}

export function cohortPeopleView(
  { rows, total }: Page<CohortPerson>,
  question: CohortQuestion,
  page: number,
) {
  const { year, part, on } = question;
  const query = { year, part, asOf: on };
  const title = cohortTitle(question);
  return {
    title,
    breadcrumb: breadcrumb(LIST_CRUMB, [TITLE, cohortsHref(on)], [title]),
    summary: `${formatDateShort(on)}現在で${people(total)}です。`,
    files: fileLinks(`${PATH}/people`, query, { total }),
    table: listTable(COHORT_PEOPLE, rows, {
      ...{ caption: `${title}(${people(total)})`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: COHORT_PAGE, total }, (to) =>
      address(`${PATH}/people`, { ...query, page: to }),
    ),
  };
}

/** Whom a number counts, for the page and its files. */
export const COHORT_PEOPLE: List<CohortPerson> = shownList(COHORT_PEOPLE_IN_FILES, {
  name: { isRowHeading: true, show: (row) => ({ text: '', person: personName(row) }) },
  began: { keepsLabel: true },
  ledFrom: { keepsLabel: true },
});
