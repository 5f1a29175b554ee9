import { benchInFiles, benchLines, type BenchSearch } from '@app/exports';
import {
  BENCH_GROUPS,
  type BenchGroup,
  type DxRole,
  type RequirementNames,
  roleTitle,
  expectedText,
} from '@app/appointments';
import type { Bench, BenchRow } from '@app/coverage';
import type { UnitRow } from '@app/organization';
import { formatDateShort, type LocalDate, people } from '@app/platform';
import { unitOptions } from '../../../shared/unit-options';
import { type List, shownList, type PageColumn } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { tabs } from '../../../shell/parts/ways';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { type NoRecords, noRecordsView } from '../coverage/before-records';

export const BENCH_PAGE = 50;
const PATH = '/appointments/bench';
const TITLE = '後任の候補';

/** The same question on another day. */
export function benchHref(search: BenchSearch, asOf: LocalDate): string {
  return address(PATH, { asOf, ...search });
}

/** Of a day on which nothing is known of anybody. */
export function noBenchView(search: BenchSearch, asOf: LocalDate, noRecords: NoRecords) {
  return {
    ...noRecordsView(TITLE, asOf, noRecords),
    ...{ breadcrumb: breadcrumb(LIST_CRUMB, [TITLE]), asOfKept: keptOf(search) },
  };
}

/** What a change of the day keeps. */
function keptOf(search: BenchSearch) {
  return Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
}

interface BenchFrame {
  readonly asOf: LocalDate;
  readonly search: BenchSearch & { readonly role: DxRole };
  readonly roles: readonly DxRole[];
  readonly units: readonly UnitRow[];
  readonly names: RequirementNames;
  readonly page: number;
}

export function benchView({ rows, counts, version }: Bench, frame: BenchFrame) {
  const { asOf, search, names, page } = frame;
  const { role, unit, group, sort } = search;
  const all = counts.ready + counts.soon + counts.growing;
  const total = group === undefined ? all : counts[group];
  const query = { asOf, role, unit, group, sort };
  const asOfText = formatDateShort(asOf);
  const hasRequired = version.requirements.some(({ isRequired }) => isRequired);
  return {
    title: TITLE,
    breadcrumb: breadcrumb(LIST_CRUMB, [TITLE]),
    asOfKept: keptOf(search),
    summary: `${roleTitle(role)}でなく、任命も決まっていない職員${people(all)}のうち、要件がそろっている人は${people(counts.ready)}、あと少しの人は${people(counts.soon)}です。`,
    note: hasRequired
      ? ''
      : `${roleTitle(role)}に必須の要件がないため、休職中の人や、兼ねられない役割の任期がある人を除き、在職中のだれもがすぐに任命できます。`,
    ...{ asOf, asOfText },
    filter: filterFields(frame, total),
    tabsLabel: '段階',
    tabs: tabs<BenchGroup | 'all'>(
      [
        ['all', 'すべて', all],
        ...BENCH_GROUPS.map((it) => [it, stateChip(`bench.${it}`).label, counts[it]] as const),
      ],
      group ?? 'all',
      (it) => address(PATH, { ...query, group: it === 'all' ? undefined : it }),
    ),
    files: fileLinks(`${PATH}/list`, query, { total }),
    table: listTable(benchList(names, asOf), rows, {
      ...{ caption: `${TITLE}(${people(total)}、${asOfText}現在)`, path: PATH },
      query: { asOf, role, unit, group },
      sort: sort ?? 'unit',
    }),
    pages: pager({ page, pageSize: BENCH_PAGE, total }, (to) =>
      address(PATH, { ...query, page: to }),
    ),
  };
}

function filterFields({ search, roles, units, asOf }: BenchFrame, total: number) {
  const { role, unit, group, sort } = search;
  return filterBar(
    [
      selectField(
        '役割',
        asked('role', role),
        roles.map((value) => ({ value, label: roleTitle(value) })),
      ),
      selectField('所属', asked('unit', unit), unitOptions(units)),
    ],
    {
      ...{ path: PATH, label: '後任の候補の絞り込み', found: people(total) },
      kept: { asOf, group, sort },
    },
  );
}

/** The same columns for the page and its files. */
export function benchList(names: RequirementNames, asOf: LocalDate): List<BenchRow> {
  const lines = benchLines(names);
  return shownList(benchInFiles(names), {
    name: {
      sort: 'name',
      isRowHeading: true,
      show: (row) => ({ text: '', person: personName(row) }),
    },
    unit: { sort: 'unit', dropsWhenConstant: true },
    group: {
      isState: true,
      dropsWhenConstant: true,
      show: ({ found }) => ({ text: '', chip: stateChip(`bench.${found.group}`) }),
    },
    expected: {
      sort: 'expected',
      keepsLabel: true,
      show: ({ found }) => ({ text: expectedText(found.path.on, asOf) }),
    },
    since: { sort: 'since', keepsLabel: true },
    now: linesShown(lines.now),
    met: linesShown(lines.met),
    missing: linesShown(lines.missing),
  });
}

function linesShown(lines: (row: BenchRow) => readonly string[]): PageColumn<BenchRow> {
  return {
    ...{ keepsLabel: true, dropsWhenConstant: true },
    show: (row) => (lines(row).length === 0 ? { text: '―' } : { text: '', lines: lines(row) }),
  };
}
