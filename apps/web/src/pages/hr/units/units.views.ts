import {
  EMPLOYMENT_TYPE_WORDS,
  POSTING_KIND_WORDS,
  type StaffOfUnitRow,
  UNIT_KIND_WORDS,
  type UnitHeadRow,
  type UnitRow,
  type UnitStaffCount,
} from '@app/organization';
import { addDays, formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import { statusChip } from '../people/people.views';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb } from '../../../shell/view-parts';

const INDENT = '　';

/** The whole organisation as of a day: one row per unit, indented by its place in the tree. */
export function unitsView(
  asOf: LocalDate,
  units: readonly UnitRow[],
  heads: readonly UnitHeadRow[],
  counts: readonly UnitStaffCount[],
) {
  const headOf = new Map(heads.map((head) => [head.unitId, head]));
  const countOf = new Map(counts.map((count) => [count.unitId, count]));
  const counted = units.filter((unit) => unit.countsForLeaderKpi).length;
  return {
    title: '職員・組織',
    breadcrumb: breadcrumb(['職員・組織']),
    ...dayParts(asOf),
    summary: `${formatDateShort(asOf)}現在、所属は${units.length}あり、そのうち${counted}${words.unit}に${words.leaderTitle}を置きます。`,
    peopleHref: address('/people', { asOf }),
    units: units.map((unit) => ({
      indent: INDENT.repeat(unit.depth),
      code: unit.code,
      name: unit.name,
      href: address(`/units/${encodeURIComponent(unit.code)}`, { asOf }),
      kind: UNIT_KIND_WORDS[unit.kind],
      isCounted: unit.countsForLeaderKpi,
      head: headView(headOf.get(unit.id), asOf, 'なし'),
      own: countOf.get(unit.id)?.own ?? 0,
      withBelow: countOf.get(unit.id)?.withBelow ?? 0,
    })),
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
  const people = new Set(found.staff.map((row) => row.personId)).size;
  return {
    title: unit.name,
    breadcrumb: breadcrumb(['職員・組織', address('/units', { asOf })], [unit.name]),
    ...dayParts(asOf),
    action: `/units/${encodeURIComponent(unit.code)}`,
    summary: `${formatDateShort(asOf)}現在、${people}名の職員がいます(下の所属を含む)。`,
    code: unit.code,
    kind: UNIT_KIND_WORDS[unit.kind],
    parent: unit.parentName ?? 'なし',
    period: formatRange(unit.validFrom, unit.validTo && addDays(unit.validTo, -1)),
    counted: unit.countsForLeaderKpi
      ? `${words.leaderTitle}を置く${words.unit}です`
      : '対象ではありません',
    head: headView(found.head ?? undefined, asOf, `${words.unitHead}がいません`),
    below: found.below.map((row) => ({
      name: row.name,
      href: address(`/units/${encodeURIComponent(row.code)}`, { asOf }),
    })),
    staff: found.staff.map((row) => ({
      person: personName(row, { asOf, hasNumberColumn: true }),
      kana: row.kana,
      staffNumber: row.staffNumber,
      unitName: row.unitName,
      post: postText(row.postTitle, row.kind),
      employmentType: EMPLOYMENT_TYPE_WORDS[row.employmentType],
      chip: statusChip(row.status),
    })),
  };
}

function headView(head: UnitHeadRow | undefined, asOf: LocalDate, none: string) {
  if (!head) return { person: null, text: none };
  return {
    person: personName(head, { asOf, hasNumberColumn: true }),
    text: `(${head.postTitle})${head.isOwn ? '' : ' ※上の所属'}`,
  };
}

function postText(title: string, kind: StaffOfUnitRow['kind']): string {
  const post = title === '' ? '職名なし' : title;
  return kind === 'primary' ? post : `${post}(${POSTING_KIND_WORDS[kind]})`;
}

function dayParts(asOf: LocalDate) {
  return { asOf, asOfText: formatDateShort(asOf) };
}
