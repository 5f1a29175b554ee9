import {
  type StaffOfUnitRow,
  UNIT_KIND_WORDS,
  type UnitHeadRow,
  type UnitRow,
  type UnitStaffCount,
} from '@app/organization';
import { addDays, formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb } from '../../../shell/view-parts';
import { headView, listedUnits, staffList, unitsList } from './units.list';

/** The whole organisation as of a day: one row per unit, indented by its place in the tree. */
export function unitsView(
  asOf: LocalDate,
  units: readonly UnitRow[],
  heads: readonly UnitHeadRow[],
  counts: readonly UnitStaffCount[],
) {
  const counted = units.filter((unit) => unit.countsForLeaderKpi).length;
  return {
    title: '職員・組織',
    breadcrumb: breadcrumb(['職員・組織']),
    ...dayParts(asOf),
    summary: `${formatDateShort(asOf)}現在、所属は${units.length}あり、そのうち${counted}${words.unit}に${words.leaderTitle}を置きます。`,
    peopleHref: address('/people', { asOf }),
    files: fileLinks('/units/list', { asOf }),
    table: listTable(unitsList(asOf), listedUnits(units, heads, counts), {
      caption: '所属の一覧',
      path: '/units',
      query: { asOf },
    }),
  };
}

/** One unit with everybody who has a post in it or below it. */
export function unitView(
  asOf: LocalDate,
  unit: UnitRow,
  found: {
    readonly head: UnitHeadRow | null;
    readonly staff: readonly StaffOfUnitRow[];
    readonly below: readonly UnitRow[];
  },
) {
  const action = `/units/${encodeURIComponent(unit.code)}`;
  const people = new Set(found.staff.map((row) => row.personId)).size;
  return {
    title: unit.name,
    breadcrumb: breadcrumb(['職員・組織', address('/units', { asOf })], [unit.name]),
    ...dayParts(asOf),
    action,
    summary: `${formatDateShort(asOf)}現在、${people}名の職員がいます(下の所属を含む)。`,
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
    files: fileLinks(`${action}/staff`, { asOf }),
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
