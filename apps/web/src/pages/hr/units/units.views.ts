import {
  type StaffOfUnitRow,
  UNIT_KIND_WORDS,
  type UnitHeadRow,
  type UnitRow,
  type UnitStaffCount,
  type UnitTurn,
} from '@app/organization';
import {
  addDays,
  formatDateShort,
  formatRange,
  type LocalDate,
  people,
  things,
  units,
  words,
} from '@app/platform';
import { asOfSentence, type SeenDay } from '../../../shared/visible-day.rules';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb } from '../../../shell/view-parts';
import { headView, listedUnits, staffList, unitsList } from './units.list';

export function unitsSummary(day: SeenDay, all: number, counted: number): string {
  return all === 0
    ? asOfSentence(day, '所属は', ['ありません', 'ありませんでした'])
    : asOfSentence(
        day,
        `所属は${things(all)}、うち${words.leaderTitle}を置く${words.unit}は${units(counted)}`,
      );
}

export function staffSummary(day: SeenDay, total: number): string {
  return total === 0
    ? asOfSentence(day, '下の所属を含めて、職員は', ['いません', 'いませんでした'])
    : asOfSentence(day, `下の所属を含めて、職員は${people(total)}`);
}

/** The whole organisation as of a day: one row per unit, indented by its place in the tree. */
export function unitsView(
  day: SeenDay,
  rows: readonly UnitRow[],
  heads: readonly UnitHeadRow[],
  counts: readonly UnitStaffCount[],
) {
  const { asOf } = day;
  const counted = rows.filter((unit) => unit.countsForLeaderKpi).length;
  return {
    title: '組織',
    breadcrumb: breadcrumb(['組織']),
    ...dayParts(asOf),
    summary: unitsSummary(day, rows.length, counted),
    peopleHref: address('/people', { asOf }),
    files: fileLinks('/units/list', { asOf }, { total: rows.length }),
    table: listTable(unitsList(asOf), listedUnits(rows, heads, counts), {
      caption: '所属の一覧',
      path: '/units',
      query: { asOf },
    }),
  };
}

const SHOWN_TURNS = 12;

/** The days on which the organisation became another, the newest first; each leads to the tree of it. */
export function turnsView(turns: readonly UnitTurn[], asOf: LocalDate) {
  return turns.slice(0, SHOWN_TURNS).map(({ on, units: count }) => ({
    label: `${formatDateShort(on)}(${things(count)})`,
    href: address('/units', { asOf: on }),
    isCurrent: on === asOf,
  }));
}

/** One unit with everybody who has a post in it or below it. */
export function unitView(
  day: SeenDay,
  unit: UnitRow,
  found: {
    readonly head: UnitHeadRow | null;
    readonly staff: readonly StaffOfUnitRow[];
    readonly below: readonly UnitRow[];
  },
) {
  const { asOf } = day;
  const action = `/units/${encodeURIComponent(unit.code)}`;
  const staffCount = new Set(found.staff.map((row) => row.personId)).size;
  return {
    title: unit.name,
    breadcrumb: breadcrumb(['組織', address('/units', { asOf })], [unit.name]),
    ...dayParts(asOf),
    action,
    summary: staffSummary(day, staffCount),
    code: unit.code,
    kind: UNIT_KIND_WORDS[unit.kind],
    parent: unit.parentName ?? 'なし',
    period: formatRange(unit.validFrom, unit.validTo && addDays(unit.validTo, -1)),
    counted: unit.countsForLeaderKpi
      ? `${words.leaderTitle}を置く${words.unit}です`
      : '対象ではありません',
    head: {
      person: null,
      ...headView(found.head ?? undefined, asOf, `${words.unitHead}がいません`),
    },
    below: found.below.map((row) => ({
      name: row.name,
      href: address(`/units/${encodeURIComponent(row.code)}`, { asOf }),
    })),
    files: fileLinks(`${action}/staff`, { asOf }, { total: found.staff.length }),
    staff: listTable(staffList(unit, asOf), found.staff, {
      caption: `${unit.name}の職員(下の所属を含む)`,
      path: action,
      query: { asOf },
    }),
  };
}

function dayParts(asOf: LocalDate) {
  return { asOf, asOfText: formatDateShort(asOf) };
}
