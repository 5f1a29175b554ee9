import { SHORT_TITLE, shortInFiles, type ShortSearch } from '@app/exports';
import { type RequirementNames, expectedText } from '@app/appointments';
import { type OneShort, type OneShortList, yearEndText } from '@app/coverage';
import {
  fiscalYearOf,
  formatDateShort,
  type LocalDate,
  people,
  peopleSentence,
  words,
} from '@app/platform';
import { type List, shownList } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { printHead } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { coverageHref } from '../coverage/coverage-links';
import { notToldOfPast } from '../coverage/before-records';
import { OUTLOOK_TITLE, outlookHref, shortHref } from './outlook-links';
import { OUTLOOK_PAGE_SIZE } from './outlook.views';

const PATH = '/coverage/outlook/short';

/** Of a day that has passed. */
export function onlyTodayView(asOf: LocalDate, today: LocalDate) {
  return {
    ...{ title: SHORT_TITLE, asOf, asOfText: formatDateShort(asOf) },
    breadcrumb: breadcrumb(
      ['充足状況', coverageHref(asOf)],
      [OUTLOOK_TITLE, outlookHref(asOf)],
      [SHORT_TITLE],
    ),
    noRecords: notToldOfPast({ asOf, today }, shortHref),
  };
}

interface ShortFrame {
  readonly asOf: LocalDate;
  readonly search: ShortSearch;
  readonly page: number;
  readonly names: RequirementNames;
}

/** Of the units that will lack a leader; whoever has a day comes first. */
export function shortView(found: OneShortList, { asOf, search, page, names }: ShortFrame) {
  const { year, department, unit, sort } = search;
  const { rows, total } = found;
  const asOfText = formatDateShort(asOf);
  const query = { asOf, year, department, unit, sort };
  return {
    ...{ title: SHORT_TITLE, asOf, asOfText },
    breadcrumb: breadcrumb(
      ['充足状況', coverageHref(asOf)],
      [OUTLOOK_TITLE, outlookHref(asOf, { year })],
      [SHORT_TITLE],
    ),
    summary: `${words.leader}がいなくなる、またはいない${words.unit}で、${peopleSentence(`足りない${needOf(rows)}要件が一つだけの人`, total)}`,
    print: printHead(`${asOfText}現在`),
    asOfKept: Object.entries({ year, department, unit, sort }).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    filter: filterFields(found, search, asOf),
    files: fileLinks(`${PATH}/list`, query, { total }),
    table: listTable(shortList(names, asOf), rows, {
      ...{ caption: `${SHORT_TITLE}(${people(total)}、${asOfText}現在)`, path: PATH },
      query: { asOf, year, department, unit },
      sort: sort ?? 'day',
    }),
    pages: pager({ page, pageSize: OUTLOOK_PAGE_SIZE, total }, (to) =>
      address(PATH, { ...query, page: to }),
    ),
    clear: [year, department, unit].every((it) => it === undefined) ? '' : address(PATH, { asOf }),
  };
}

/** 望ましい where the role asks for nothing that is 必須. */
function needOf(rows: readonly OneShort[]): string {
  return rows.some(({ isRequired }) => !isRequired) ? '望ましい' : '必須の';
}

function filterFields(
  { yearEnds, departments, total }: OneShortList,
  { year, department, unit, sort }: ShortSearch,
  asOf: LocalDate,
) {
  const years = yearEnds.map((end) => ({
    value: String(fiscalYearOf(end)),
    label: yearEndText(end),
  }));
  return filterBar(
    [
      selectField('空白になる年度末', asked('year', year === 'all' ? '' : year), years),
      selectField(
        '部',
        asked('department', department),
        departments.map(({ code, name }) => ({ value: code, label: name })),
      ),
    ],
    {
      ...{ path: PATH, label: `${SHORT_TITLE}の絞り込み`, kept: { asOf, unit, sort } },
      found: people(total),
    },
  );
}

/** For the page and its files. */
export function shortList(names: RequirementNames, asOf: LocalDate): List<OneShort> {
  return shownList(shortInFiles(names), {
    name: {
      isRowHeading: true,
      sort: 'name',
      show: (row) => ({ text: '', person: personName(row) }),
    },
    unit: { sort: 'unit', dropsWhenConstant: true },
    missing: { keepsLabel: true },
    day: { keepsLabel: true, sort: 'day', show: ({ on }) => ({ text: expectedText(on, asOf) }) },
    inTimeFor: {
      keepsLabel: true,
      show: (row) => ({ text: row.inTimeFor === null ? '―' : yearEndText(row.inTimeFor) }),
    },
    underWay: { dropsWhenConstant: true },
  });
}
