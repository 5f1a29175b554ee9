import type { UnitCoverage, UnitMonth } from '@app/coverage';
import {
  breaksOf,
  chainOf,
  isSameUnit,
  type KnownUnit,
  SUCCESSION_WORDS,
  type UnitLink,
} from '@app/organization';
import { addDays, formatDateShort, formatMonth, type LocalDate, words } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb } from '../../../shell/view-parts';

const unitAt = (code: string, asOf: LocalDate) =>
  address(`/units/${encodeURIComponent(code)}`, { asOf });

/** The last day on which the one of before stood as it was. */
export const eveOf = ({ on }: UnitLink): LocalDate => addDays(on, -1);

/** 前身 and 後継 of a unit, with their days. */
export function linksView(unitId: string, links: readonly UnitLink[]) {
  return {
    predecessors: links
      .filter(({ afterId }) => afterId === unitId)
      .map((link) => ({
        name: `${link.beforeName ?? ''}(${link.beforeCode})`,
        href: unitAt(link.beforeCode, eveOf(link)),
        text: `${formatDateShort(link.on)}に${SUCCESSION_WORDS[link.kind]}。${goneText(link)}`,
      })),
    successors: links
      .filter(({ beforeId }) => beforeId === unitId)
      .map((link) => ({
        name: `${link.afterName ?? ''}(${link.afterCode})`,
        href: unitAt(link.afterCode, link.on),
        text: `${formatDateShort(link.on)}から(${SUCCESSION_WORDS[link.kind]})`,
      })),
  };
}

function goneText({ beforeEndsOn }: UnitLink): string {
  return beforeEndsOn === null ? 'この所属も続いています' : `${formatDateShort(beforeEndsOn)}まで`;
}

interface FormerRole {
  readonly unit: string;
  readonly role: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly on: LocalDate;
}

const ROLES: List<FormerRole> = {
  name: '前身の所属の役割',
  columns: [
    { key: 'unit', heading: '前身の所属', isRowHeading: true, value: ({ unit }) => unit },
    { key: 'role', heading: '役割', keepsLabel: true, value: ({ role }) => role },
    {
      ...{ key: 'name', heading: '職員', keepsLabel: true },
      value: ({ staffNumber, name }) => `${staffNumber} ${name}`,
      show: ({ staffNumber, name, on }) => ({
        text: `${staffNumber} ${name}`,
        href: address(`/people/${encodeURIComponent(staffNumber)}`, { asOf: on }),
      }),
    },
  ],
};

/** Who led and supported in the units of before, on the last day of each. */
export function formerRolesView(
  found: readonly { readonly link: UnitLink; readonly units: readonly UnitCoverage[] }[],
) {
  const rows = found.flatMap(({ link, units }) =>
    units
      .filter(({ unitId }) => unitId === link.beforeId)
      .flatMap(({ name, leaders, supporters }): FormerRole[] => {
        const on = eveOf(link);
        const unit = `旧${name}(${formatDateShort(on)})`;
        const as = (role: string, all: UnitCoverage['leaders']) =>
          all.map((it) => ({ unit, role, staffNumber: it.staffNumber, name: it.name, on }));
        return [...as(words.leaderTitle, leaders), ...as(words.supporterTitle, supporters)];
      }),
  );
  const frame = { caption: ROLES.name, hidesCaption: true, path: '', query: {} };
  return rows.length === 0 ? null : listTable(ROLES, rows, frame);
}

const monthsList = (names: ReadonlyMap<string, string>): List<UnitMonth> => ({
  name: '月ごとの数字',
  columns: [
    {
      ...{ key: 'month', heading: '月末', isRowHeading: true },
      value: ({ asOf }) => asOf,
      show: ({ asOf }) => ({ text: formatMonth(asOf) }),
    },
    {
      ...{ key: 'unit', heading: words.unit, keepsLabel: true, dropsWhenConstant: true },
      value: ({ code }) => names.get(code) ?? code,
    },
    number('leaders', words.leader, (it) => it.leaders),
    number('supporters', words.supporter, (it) => it.supporters),
    number('staff', '対象の職員', (it) => it.staff),
  ],
});

function number(key: string, heading: string, value: (row: UnitMonth) => number) {
  return { key, heading: `${heading}(名)`, isNumber: true, keepsLabel: true, value } as const;
}

/** The codes under which a unit was known, one after the other, with its name under each. */
export function codesOf(
  unit: { readonly id: string; readonly code: string; readonly name: string },
  links: readonly UnitLink[],
): ReadonlyMap<string, string> {
  const chain = chainOf(unit.id, links);
  const former = links
    .filter((it) => isSameUnit(it) && chain.includes(it.beforeId))
    .map((it) => [it.beforeCode, `旧${it.beforeName ?? ''}(${it.beforeCode})`] as const);
  return new Map([[unit.code, unit.name], ...former]);
}

/** The months of a unit and of what it was before; where a merger or a split lies between, that is said and nothing is added up. */
export function monthsView(
  unit: { readonly id: string; readonly code: string; readonly name: string },
  links: readonly UnitLink[],
  months: readonly UnitMonth[],
) {
  const list = monthsList(codesOf(unit, links));
  const frame = { caption: list.name, hidesCaption: true, path: '', query: {} };
  const breaks = breaksOf(chainOf(unit.id, links), links);
  return {
    breaks: [...new Set(breaks.map((link) => breakText(unit.id, link)))],
    months: months.length === 0 ? null : listTable(list, months, frame),
  };
}

function breakText(
  unitId: string,
  { on, kind, beforeId, beforeName, afterName }: UnitLink,
): string {
  const day = formatDateShort(on);
  if (beforeId === unitId)
    return `${day}に${afterName ?? ''}へ${SUCCESSION_WORDS[kind]}しました。この日の前と後では、対象の職員が違います。`;
  return `${day}に${beforeName ?? ''}から${SUCCESSION_WORDS[kind]}しました。この日より前の${beforeName ?? ''}の数字は、${beforeName ?? ''}のページにあります。`;
}

/** A unit that is over on the day, or is still to come: what it was, and what there is in its place. */
export function elsewhenView(unit: KnownUnit, asOf: LocalDate, links: readonly UnitLink[]) {
  const lastDay = unit.validTo === null ? null : addDays(unit.validTo, -1);
  const isOver = lastDay !== null && lastDay < asOf;
  const seen = isOver ? lastDay : unit.validFrom;
  return {
    title: unit.name,
    breadcrumb: breadcrumb(['組織', address('/units', { asOf })], [unit.name]),
    ...{ asOf, asOfText: formatDateShort(asOf), action: `/units/${encodeURIComponent(unit.code)}` },
    summary: isOver
      ? `${unit.code} ${unit.name}は、${formatDateShort(lastDay)}までの所属です。`
      : `${unit.code} ${unit.name}は、${formatDateShort(unit.validFrom)}からの所属です。`,
    elsewhen: {
      href: unitAt(unit.code, seen),
      text: isOver ? '最後の日の姿を見る' : '最初の日の姿を見る',
    },
    ...linksView(unit.id, links),
  };
}
