import { addMonths, diffDays, type LocalDate } from '@app/platform';
import type { CoursePromise } from '@app/courses';
import type { LeftOutCounts, Rate, RateName, StaffFigure } from './figure.rules';

/** How far ahead the end of a unit's coverage counts as a risk. */
export const RISK_MONTHS = 6;

export type UnitState = 'covered' | 'vacant' | 'apart';

/** Why somebody who exercises a role today will stop doing so. */
export type EndOfPresence =
  'term_ends' | 'ended_early' | 'on_leave' | 'seconded' | 'leaves_service' | 'transferred';

export interface RoleHolder {
  readonly appointmentId: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly role: 'leader' | 'supporter';
  readonly termEnd: LocalDate;
  /** The last day in this unit as the books stand, and what happens then; null when nothing is known. */
  readonly lastDay: LocalDate | null;
  readonly endsBy: EndOfPresence | null;
}

export type FigureCounts = Readonly<Record<StaffFigure, number>>;

/** The numbers of people of the city, or of one row of the matrix. */
export interface FiguresOfPeople {
  readonly counts: FigureCounts;
  /** People left out of the mandatory learning as a whole. */
  readonly leftOut: LeftOutCounts;
  /** People left out of each promise. */
  readonly leftOutOf: Readonly<Record<RateName, LeftOutCounts>>;
}

/** Everybody with a primary posting in a unit that is in no unit that counts; without a code: without a posting. */
export interface OutsideRow extends FiguresOfPeople {
  readonly code: string | null;
  readonly name: string | null;
}

/** One mandatory course, as it is asked for in one fiscal year. */
export interface CourseLine extends Rate {
  readonly key: string;
  readonly title: string;
  readonly fiscalYear: number;
  /** Of an earlier fiscal year, and was still open when this one began. */
  readonly isCarriedOver: boolean;
  readonly promise: CoursePromise | null;
}

/** What the database says of a unit, before anything is concluded. */
export interface UnitFacts extends FiguresOfPeople {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parentName: string | null;
  /** The unit that counts, too, and in whose row these people are counted as well; such a row is in no total. */
  readonly insideCode: string | null;
  readonly insideName: string | null;
  /** The unit itself and everything below it on the day. */
  readonly unitIds: readonly string[];
  readonly roleHolders: readonly RoleHolder[];
  readonly isCovered: boolean;
  /** The day after the last covered day before D; null when it was never covered. */
  readonly uncoveredSince: LocalDate | null;
  /** The first day after D without enough leaders; null when covered without a known end, or not covered. */
  readonly coveredUntil: LocalDate | null;
  /** The first day after D on which it will be covered again; null when nothing is known. */
  readonly coveredFrom: LocalDate | null;
}

export interface CoverageRisk {
  /** The first day without enough leaders. */
  readonly on: LocalDate;
  readonly by: EndOfPresence;
}

export interface UnitCoverage extends UnitFacts {
  readonly state: UnitState;
  /** As many leaders make the unit covered, by the rule that counted. */
  readonly leadersNeeded: number;
  readonly leaders: readonly RoleHolder[];
  readonly supporters: readonly RoleHolder[];
  /** Set for a vacant unit that was covered before. */
  readonly vacantSince: LocalDate | null;
  readonly daysVacant: number | null;
  /** Set when the unit falls vacant within the next six months as the books stand. */
  readonly risk: CoverageRisk | null;
}

/** Concludes state, vacancy and risk. A unit without regular staff is neither covered nor vacant: it stands apart. */
export function toUnitCoverage(
  facts: UnitFacts,
  on: LocalDate,
  leadersNeeded: number,
): UnitCoverage {
  const state = stateOf(facts);
  const vacantSince = state === 'vacant' ? facts.uncoveredSince : null;
  return {
    ...facts,
    state,
    leadersNeeded,
    leaders: facts.roleHolders.filter((it) => it.role === 'leader'),
    supporters: facts.roleHolders.filter((it) => it.role === 'supporter'),
    vacantSince,
    daysVacant: vacantSince === null ? null : diffDays(vacantSince, on),
    risk: state === 'covered' ? riskOf(facts, on) : null,
  };
}

function stateOf({ counts, isCovered }: UnitFacts): UnitState {
  if (counts.regular_staff === 0) return 'apart';
  return isCovered ? 'covered' : 'vacant';
}

/** The unit that loses its only leaders without a successor in time; by whose end is told by the last to go. */
function riskOf({ coveredUntil, roleHolders }: UnitFacts, on: LocalDate): CoverageRisk | null {
  if (coveredUntil === null || coveredUntil > addMonths(on, RISK_MONTHS)) return null;
  const last = roleHolders
    .filter((it) => it.role === 'leader' && it.lastDay !== null && it.lastDay < coveredUntil)
    .toSorted((a, b) => ((a.lastDay ?? '') < (b.lastDay ?? '') ? 1 : -1))[0];
  return { on: coveredUntil, by: last?.endsBy ?? 'term_ends' };
}

/** Whether a row of people outside every unit has anything to say. */
export function hasSomebody({ counts, leftOut, leftOutOf }: FiguresOfPeople): boolean {
  return [counts, leftOut, ...Object.values(leftOutOf)].some((numbers) =>
    Object.values(numbers).some((number) => number > 0),
  );
}

/** Those never covered first, then the longest vacant first, then by code. */
export function longestVacantFirst(units: readonly UnitCoverage[]): UnitCoverage[] {
  return units
    .filter((unit) => unit.state === 'vacant')
    .toSorted(
      (a, b) =>
        (a.vacantSince ?? '').localeCompare(b.vacantSince ?? '') || a.code.localeCompare(b.code),
    );
}
