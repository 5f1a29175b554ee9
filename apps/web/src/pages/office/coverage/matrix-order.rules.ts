import {
  type DepartmentRow,
  endOfSole,
  type FiguresOfPeople,
  lacksLeaders,
  type UnitCoverage,
} from '@app/coverage';
import { announcedEnd } from '../../../shared/announced-risk.rules';
import type { MatrixAsked, MatrixSort } from './matrix-asked';
import type { MatrixFrame } from './matrix.views';

/** Nothing that is not announced may be told by an order either. */
type Seen = Pick<MatrixFrame, 'asOf' | 'seesAhead'>;
type Value = string | number | null;
type Order = Pick<MatrixAsked, 'sort' | 'isDescending' | 'within'>;

/** The 課 of one 部: as the organisation has them, unless the address asks for a column. */
export function sortedUnits(
  units: readonly UnitCoverage[],
  { sort, isDescending, within }: Order,
  frame: Seen,
): readonly UnitCoverage[] {
  if (sort === '') return units;
  const valueOf = (unit: UnitCoverage) => unitValue(unit, sort, { ...frame, within });
  return units.toSorted((a, b) => compare(valueOf(a), valueOf(b), isDescending));
}

/** The 部 by the same column. */
export function inOrder<
  Group extends { readonly row: DepartmentRow; readonly units: readonly UnitCoverage[] },
>(groups: readonly Group[], { sort, isDescending, within }: Order, frame: Seen): readonly Group[] {
  if (sort === '') return groups;
  const valueOf = ({ row, units }: Group): Value => {
    if (sort === 'supporters') return row.supporters;
    if (sort !== 'vacancy' && sort !== 'sole') return peopleValue(row, sort);
    const values = units.map((unit) => unitValue(unit, sort, { ...frame, within }));
    return values.toSorted((a, b) => compare(a, b, isDescending))[0] ?? null;
  };
  return groups.toSorted((a, b) => compare(valueOf(a), valueOf(b), isDescending));
}

/** Of a vacancy since when, so that the longest comes first; whoever never had anybody before all others. */
function unitValue(
  unit: UnitCoverage,
  sort: MatrixSort,
  { asOf, within, seesAhead }: Seen & Pick<MatrixFrame, 'within'>,
): Value {
  if (sort === 'vacancy')
    return lacksLeaders(unit) ? (unit.vacantSince ?? unit.shortSince ?? '') : null;
  if (sort === 'sole') return announcedEnd(endOfSole(unit, asOf, within), seesAhead)?.on ?? null;
  return sort === 'supporters' ? unit.supporters.length : peopleValue(unit, sort);
}

function peopleValue(
  { counts }: FiguresOfPeople,
  sort: Exclude<MatrixSort, 'vacancy' | 'sole' | 'supporters'>,
): number | null {
  switch (sort) {
    case 'holders':
      return counts.holders;
    case 'security':
      return share(counts.security_done, counts.security);
    case 'ai':
      return share(counts.ai_done, counts.ai);
    case 'open':
      return counts.mandatory_open;
    case 'regular':
      return counts.regular_staff;
  }
}

function share(done: number, must: number): number | null {
  return must === 0 ? null : done / must;
}

/** What has no value stands last in both directions. */
function compare(a: Value, b: Value, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = a === b ? 0 : a < b ? -1 : 1;
  return isDescending ? -order : order;
}
