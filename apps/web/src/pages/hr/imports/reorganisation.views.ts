import {
  type BatchSummary,
  type Reorganisation,
  SUCCESSION_WORDS,
  type UnitMove,
  type UnitRow,
} from '@app/organization';
import { addDays, formatDateShort, people, things } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { effectsOf, type UnitChangeRow } from './reorganisation.rules';

const PEOPLE_PER_PAGE = 50;
const NOWHERE = 'なし';

const CHANGES: List<UnitChangeRow> = {
  name: '変わる所属',
  columns: [
    {
      ...{ key: 'unit', heading: '所属', isRowHeading: true },
      value: ({ code, name }) => `${code} ${name}`,
    },
    {
      ...{ key: 'what', heading: '変わること', keepsLabel: true },
      value: ({ what }) => what.join('、'),
      show: ({ what }) => ({ text: '', lines: what }),
    },
    { ...number('before', '前の職員'), value: ({ before }) => before },
    { ...number('after', '後の職員'), value: ({ after }) => after },
  ],
};

function number(key: string, heading: string) {
  return { key, heading: `${heading}(名)`, isNumber: true, keepsLabel: true } as const;
}

interface Going {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const FROM_TO = [
  { key: 'from', heading: '前の所属', keepsLabel: true, value: (it: { from: string }) => it.from },
  { key: 'to', heading: '後の所属', keepsLabel: true, value: (it: { to: string }) => it.to },
] as const;

const GOINGS: List<Going> = {
  name: '所属ごとの行き先',
  columns: [
    { ...FROM_TO[0], isRowHeading: true },
    FROM_TO[1],
    { ...number('count', '職員'), value: ({ count }) => count },
  ],
};

const MOVED: List<UnitMove & { readonly from: string; readonly to: string }> = {
  name: '所属が変わる職員',
  columns: [
    {
      ...{ key: 'who', heading: '職員', isRowHeading: true },
      value: ({ staffNumber, name }) => `${staffNumber} ${name}`,
    },
    { key: 'title', heading: '職名', keepsLabel: true, value: ({ title }) => title || '職名なし' },
    ...FROM_TO,
  ],
};

const TREE: List<UnitRow & { readonly staff: number }> = {
  name: '組織',
  columns: [
    {
      ...{ key: 'name', heading: '所属', isRowHeading: true },
      value: ({ name }) => name,
      show: ({ name, depth }) => ({ lead: '　'.repeat(depth), text: name }),
    },
    { key: 'code', heading: 'コード', value: ({ code }) => code },
    { ...number('staff', '職員'), value: ({ staff }) => staff },
  ],
};

/** The organisation before and after a batch: which units change, who goes where, and one by one. */
export function reorganisationView(
  { id, state }: Pick<BatchSummary, 'id' | 'state'>,
  found: Reorganisation,
  page: number,
) {
  const { on, before, after, moves } = found;
  const [day, eve] = [formatDateShort(on), formatDateShort(addDays(on, -1))];
  const names = new Map(
    [...before.units, ...after.units].map((it) => [it.id as string, `${it.code} ${it.name}`]),
  );
  const nameOf = (unitId: string | null) => names.get(unitId ?? '') ?? NOWHERE;
  const named = moves.map((it) => ({ ...it, from: nameOf(it.fromId), to: nameOf(it.toId) }));
  const path = `/imports/${id}/units`;
  const frame = { path: '', query: {} };
  const shown = named.slice((page - 1) * PEOPLE_PER_PAGE, page * PEOPLE_PER_PAGE);
  const changes = effectsOf(found);
  return {
    ...headOf(id, on),
    summary: `${eve}の${things(before.units.length)}の所属が、${day}には${things(after.units.length)}になります。所属が変わる職員は${people(moves.length)}です。`,
    isPreview: state === 'previewed',
    day,
    changes:
      changes.length > 0 &&
      listTable(CHANGES, changes, { ...frame, caption: CHANGES.name, hidesCaption: true }),
    links: found.links.map(
      (it) =>
        `${it.beforeCode} ${it.beforeName ?? ''}から${it.afterCode} ${it.afterName ?? ''}(${SUCCESSION_WORDS[it.kind]})`,
    ),
    goings:
      named.length > 0 &&
      listTable(GOINGS, goingsOf(named), { ...frame, caption: GOINGS.name, hidesCaption: true }),
    moved: listTable(MOVED, shown, { ...frame, caption: MOVED.name, hidesCaption: true }),
    pages: pager({ page, pageSize: PEOPLE_PER_PAGE, total: named.length }, (to) =>
      address(path, { page: to }),
    ),
    trees: (
      [
        [`${eve}の組織`, before],
        [`${day}の組織`, after],
      ] as const
    ).map(([title, tree]) => ({
      title,
      table: listTable(TREE, rowsOf(tree), { ...frame, caption: title, hidesCaption: true }),
    })),
  };
}

/** Too long to be written and taken back while somebody waits. */
export function longReorganisationView({ id, effectiveOn }: BatchSummary) {
  return {
    ...headOf(id, effectiveOn),
    summary: '行数が多いため、組織の前と後は、反映したあとにこの画面で見られます。',
  };
}

function headOf(id: string, on: Parameters<typeof formatDateShort>[0]) {
  const title = '組織の変わり方';
  const crumbs = [
    ['取込み', '/imports'],
    [`${formatDateShort(on)}発令`, `/imports/${id}`],
  ] as const;
  return { title, breadcrumb: breadcrumb(...crumbs, [title]), backHref: `/imports/${id}` };
}

function goingsOf(moves: readonly { readonly from: string; readonly to: string }[]): Going[] {
  const goings = new Map<string, { from: string; to: string; count: number }>();
  for (const { from, to } of moves) {
    const known = goings.get(`${from} ${to}`);
    if (known) known.count += 1;
    else goings.set(`${from} ${to}`, { from, to, count: 1 });
  }
  return [...goings.values()].toSorted((a, b) => b.count - a.count);
}

function rowsOf({ units, counts }: Reorganisation['before']) {
  const staff = new Map(counts.map(({ unitId, own }) => [unitId, own]));
  return units.map((unit) => ({ ...unit, staff: staff.get(unit.id) ?? 0 }));
}
