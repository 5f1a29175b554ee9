import type { Mover } from '@app/organization';
import { people } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';

interface Going {
  readonly fromUnit: string;
  readonly toUnit: string;
  readonly count: number;
}

const UNITS = [
  {
    ...{ key: 'from', heading: '元の所属', keepsLabel: true },
    value: ({ fromUnit }: Pick<Mover, 'fromUnit'>) => fromUnit,
  },
  {
    ...{ key: 'to', heading: '行き先', keepsLabel: true },
    value: ({ toUnit }: Pick<Mover, 'toUnit'>) => toUnit,
  },
] as const;

const GOINGS: List<Going> = {
  name: '所属ごとの行き先',
  columns: [
    { ...UNITS[0], isRowHeading: true },
    UNITS[1],
    {
      key: 'count',
      heading: '職員(名)',
      isNumber: true,
      keepsLabel: true,
      value: (it) => it.count,
    },
  ],
};

const MOVES: List<Mover> = {
  name: '行き先',
  columns: [
    {
      ...{ key: 'who', heading: '職員', isRowHeading: true },
      value: ({ staffNumber, name }) => `${staffNumber} ${name}`,
    },
    {
      ...{ key: 'post', heading: '職名', keepsLabel: true },
      value: ({ title, kind }) => `${title === '' ? '職名なし' : title}(${kind})`,
    },
    ...UNITS,
  ],
};

/** Who goes where, by unit and one by one. */
export function movesView(moves: readonly Mover[]) {
  const goings = new Map<string, Going & { count: number }>();
  for (const { fromUnit, toUnit } of moves) {
    const key = `${fromUnit} ${toUnit}`;
    const known = goings.get(key);
    if (known) known.count += 1;
    else goings.set(key, { fromUnit, toUnit, count: 1 });
  }
  const path = { path: '', query: {} };
  const count = new Set(moves.map(({ staffNumber }) => staffNumber)).size;
  return {
    hasMoves: moves.length > 0,
    movesText: `職員${people(count)}の所属が変わります。下の所属の職員は、所属ごと移ります。`,
    goings: listTable(GOINGS, [...goings.values()], { ...path, caption: GOINGS.name }),
    moves: listTable(MOVES, moves, { ...path, caption: MOVES.name, hidesCaption: true }),
  };
}
