import type { FigurePlace } from '@app/exports';
import {
  type CityCoverage,
  type DepartmentRow,
  endOfSole,
  type FiguresOfPeople,
  lacksLeaders,
  OUTSIDE_DEPARTMENTS,
  type UnitCoverage,
} from '@app/coverage';
import { numberText, words } from '@app/platform';
import { announcedEnd, announcedRisk } from '../../../shared/announced-risk.rules';
import { type FigureLink, peopleHref, unitsHref } from './coverage-links';
import {
  askedQuery,
  isNarrowed,
  type MatrixAsked,
  matrixFilter,
  type MatrixState,
} from './matrix-asked';
import { matrixHeadings } from './matrix-headings';
import { inOrder, sortedUnits } from './matrix-order.rules';
import {
  matrixRow,
  type MatrixFrame,
  outsideRow,
  peopleCells,
  rolesCells,
  severalUnitsNote,
} from './matrix.views';

export interface MatrixOf {
  readonly departments: readonly DepartmentRow[];
  readonly asked: MatrixAsked;
}

/** 部 × requirement with the rows of its 課, everybody else, and the total, which is the city whatever is left out. */
export function matrixView(
  city: CityCoverage,
  frame: MatrixFrame,
  { departments, asked }: MatrixOf,
) {
  const shown = departments
    .filter(({ code }) => isAsked(code, asked))
    .map((row) => ({ row, units: row.units.filter((unit) => isIn(unit, asked.state, frame)) }))
    .filter(({ units }) => asked.state === '' || units.length > 0);
  const count = shown.reduce((sum, { units }) => sum + units.length, 0);
  const found = `${numberText(city.units.length)}${words.unit}のうち${numberText(count)}${words.unit}`;
  const contained = city.units.filter((unit) => unit.insideName !== null);
  // Chosen rows are what somebody wants on paper; of the whole city the rows of 部 say enough.
  const onPaper = isNarrowed(asked);
  return {
    headings: matrixHeadings(frame, asked),
    filter: matrixFilter(asked, departments, { asOf: frame.asOf, found }),
    groups: inOrder(shown, asked, frame).map(({ row, units }) => ({
      ...groupRow(row, frame),
      rows: sortedUnits(units, asked, frame).map((unit) => ({
        ...matrixRow(unit, frame),
        parentName: '',
        onPaper,
      })),
      outside:
        asked.state === '' ? row.outside.map((it) => ({ ...outsideRow(it, frame), onPaper })) : [],
    })),
    onPaper,
    hasUnits: city.units.length > 0,
    total: totalRow(city, departments, frame),
    containedNote:
      contained.length === 0
        ? ''
        : `${contained.map((unit) => `${unit.name}は${String(unit.insideName)}`).join('、')}の内数です。合計では二重に数えません。`,
    severalUnitsNote: severalUnitsNote(city),
  };
}

function isAsked(code: string | null, { department }: MatrixAsked): boolean {
  return department === '' || department === (code ?? OUTSIDE_DEPARTMENTS);
}

function isIn(unit: UnitCoverage, state: MatrixState | '', frame: MatrixFrame): boolean {
  switch (state) {
    case '':
      return true;
    case 'gaps':
      return hasGap(unit);
    case 'at_risk':
      return announcedRisk(unit, frame.seesAhead) !== null;
    case 'sole':
      return isSole(unit, frame);
    case 'covered':
    case 'short':
    case 'vacant':
    case 'apart':
      return unit.state === state;
  }
}

/** Nobody in one of the roles, or no holder: what a unit can be asked about at any time of the year. */
function hasGap(unit: UnitCoverage): boolean {
  if (unit.state === 'apart') return false;
  return lacksLeaders(unit) || unit.supporters.length === 0 || unit.counts.holders === 0;
}

/** Whether it depends on somebody who will not be there any more within the months. */
export function isSole(
  unit: UnitCoverage,
  { asOf, within, seesAhead }: Pick<MatrixFrame, 'asOf' | 'within' | 'seesAhead'>,
): boolean {
  return announcedEnd(endOfSole(unit, asOf, within), seesAhead) !== null;
}

function groupRow(row: DepartmentRow, frame: MatrixFrame) {
  const department = row.code ?? OUTSIDE_DEPARTMENTS;
  return sumRow(row.name, { department }, { ...row, frame });
}

function totalRow(city: CityCoverage, departments: readonly DepartmentRow[], frame: MatrixFrame) {
  const { covered, counting } = city.leader;
  const units = departments.flatMap((row) => row.units);
  const { leaders, supporters, counts, leftOut, leftOutOf } = city;
  return sumRow(
    '合計(市全体)',
    {},
    { ...{ covered, counting, leaders, supporters, units, counts, leftOut, leftOutOf }, frame },
  );
}

interface Summed extends FiguresOfPeople {
  readonly covered: number;
  readonly counting: number;
  readonly leaders: number;
  readonly supporters: number;
  readonly units: readonly UnitCoverage[];
  readonly frame: MatrixFrame;
}

/** A row of several 課: how many of them, then the people. */
function sumRow(name: string, place: FigurePlace, { frame, units, ...sums }: Summed) {
  const label = place.department === undefined ? '市全体' : name;
  const { asOf, within } = frame;
  const { department } = place;
  const months = askedQuery({ ...NO_ORDER, within }).within;
  const link = (text: string, what: string, state?: MatrixState): FigureLink => ({
    text,
    href: unitsHref(asOf, { department, state, ...(state === 'sole' && { within: months }) }),
    label: `${label}の${what}`,
  });
  const vacant = units.filter(({ state }) => state === 'vacant').length;
  const sole = units.filter((unit) => isSole(unit, frame)).length;
  const ratio = `${numberText(sums.covered)} / ${numberText(sums.counting)}${words.unit}`;
  return {
    name,
    href: department === undefined ? '' : unitsHref(asOf, { department }),
    covered:
      department === undefined
        ? { ...link(ratio, `充足している${words.unit}`), href: peopleHref('units_covered', asOf) }
        : link(ratio, `充足している${words.unit}`),
    vacant: vacant === 0 ? null : link(`空白${numberText(vacant)}${words.unit}`, '空白', 'vacant'),
    soleUnits:
      sole === 0
        ? null
        : link(`${numberText(sole)}${words.unit}`, `代わりのいない${words.leader}`, 'sole'),
    ...rolesCells(label, place, frame, sums),
    ...withoutLeftOut(peopleCells(sums, label, place, frame)),
  };
}

/** Who is left out of a rate is said of each promise above, and of each 課 below. */
function withoutLeftOut(cells: ReturnType<typeof peopleCells>) {
  return {
    ...cells,
    security: { ...cells.security, leftOut: '' },
    ai: { ...cells.ai, leftOut: '' },
  };
}

const NO_ORDER = { department: '', state: '', sort: '', isDescending: false } as const;
