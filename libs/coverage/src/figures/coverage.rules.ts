import { addMonths, diffDays, type LocalDate } from '@app/platform';
import type { CoursePromise } from '@app/courses';
import type { LeftOutCounts, Rate, RateName, StaffFigure } from './figure.rules';

/** How far ahead the end of a unit's coverage counts as a risk. */
export const RISK_MONTHS = 6;

/** Enough leaders; some, but not as many as the rule asks for; none; or not counted for want of regular staff. */
export const UNIT_STATES = ['covered', 'short', 'vacant', 'apart'] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** Why somebody who exercises a role today will stop doing so. */
export type EndOfPresence =
  | 'term_ends'
  | 'ended_early'
  | 'on_leave'
  | 'seconded'
  | 'leaves_service'
  | 'transferred';

export interface RoleHolder {
  readonly appointmentId: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  /** Only leaders and supporters are counted. */
  readonly role: string;
  readonly termEnd: LocalDate;
  /** The last day in this unit as the books stand, and what happens then; null when nothing is known. */
  readonly lastDay: LocalDate | null;
  readonly endsBy: EndOfPresence | null;
  /** 後から登録: the day on which the role was recorded, when that is after the day looked at. */
  readonly recordedLateOn: LocalDate | null;
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
  /** 後から登録: people whose post here, employment, absence or role on the day was recorded, or taken back, only after it. */
  readonly changedLater: number;
  readonly isCovered: boolean;
  /** The day after the last covered day before D; null when it was never covered. */
  readonly uncoveredSince: LocalDate | null;
  /** The first day after D without enough leaders; null when covered without a known end, or not covered. */
  readonly coveredUntil: LocalDate | null;
  /** The first day after D on which it will be covered again; null when nothing is known. */
  readonly coveredFrom: LocalDate | null;
  /** The day after the last day before D with any leader; null when there never was one. */
  readonly emptySince: LocalDate | null;
  /** The first day after D without any leader; null when none is known, or when there is no leader on D. */
  readonly ledUntil: LocalDate | null;
  /** The first day after D on which there will be any leader again; null when nothing is known. */
  readonly ledFrom: LocalDate | null;
  /** Every role there is, whether anybody holds it in the unit or not. */
  readonly rolesHeld: readonly RoleHeld[];
  /** Who answers for the unit; null when nobody does, up to the top. */
  readonly responsible: Responsible | null;
}

/** Of one role in one unit: whether somebody holds it on the day, else since when nobody does; null: nobody ever did. */
export interface RoleHeld {
  /** Its key in the table of roles. */
  readonly role: string;
  readonly isHeld: boolean;
  readonly since: LocalDate | null;
  /** The first day after D on which it will be held again; null when nothing is known. */
  readonly heldFrom: LocalDate | null;
}

/** The head of a unit on the day, who acts for them, or the head of the nearest unit above. */
export interface Responsible {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly postTitle: string;
  readonly isDeputy: boolean;
  readonly isAbove: boolean;
}

/** A role that nobody holds in a unit: since when, and for how many days. */
export interface RoleVacancy {
  readonly role: string;
  readonly since: LocalDate | null;
  readonly days: number | null;
  readonly heldFrom: LocalDate | null;
}

export interface CoverageRisk {
  /** The first day without enough leaders. */
  readonly on: LocalDate;
  readonly by: EndOfPresence;
  /** What the unit will be then: with some leaders left, or with none. */
  readonly state: 'short' | 'vacant';
}

export interface UnitCoverage extends UnitFacts {
  readonly state: UnitState;
  /** As many leaders make the unit covered, by the rule that counted. */
  readonly leadersNeeded: number;
  readonly leaders: readonly RoleHolder[];
  readonly supporters: readonly RoleHolder[];
  /** Set for a vacant unit that had a leader before. */
  readonly vacantSince: LocalDate | null;
  readonly daysVacant: number | null;
  /** Set for a unit with too few leaders that once had enough. */
  readonly shortSince: LocalDate | null;
  readonly daysShort: number | null;
  /** Set when the unit will not have enough leaders within the next six months as the books stand. */
  readonly risk: CoverageRisk | null;
  /** Roles without anybody; none for a unit that stands apart. */
  readonly vacancies: readonly RoleVacancy[];
}

/**
 * Concludes state, vacancy and risk. A unit without regular staff is neither covered nor vacant: it stands apart. One with
 * a leader is never vacant, whatever number the rule asks for.
 */
export function toUnitCoverage(
  facts: UnitFacts,
  on: LocalDate,
  leadersNeeded: number,
): UnitCoverage {
  const state = stateOf(facts);
  const vacantSince = state === 'vacant' ? facts.emptySince : null;
  const shortSince = state === 'short' ? facts.uncoveredSince : null;
  return {
    ...facts,
    state,
    leadersNeeded,
    leaders: facts.roleHolders.filter((it) => it.role === 'leader'),
    supporters: facts.roleHolders.filter((it) => it.role === 'supporter'),
    vacantSince,
    daysVacant: vacantSince && diffDays(vacantSince, on),
    shortSince,
    daysShort: shortSince && diffDays(shortSince, on),
    risk: state === 'covered' ? riskOf(facts, on, RISK_MONTHS) : null,
    vacancies: state === 'apart' ? [] : vacanciesOf(facts, on),
  };
}

function vacanciesOf({ rolesHeld }: UnitFacts, on: LocalDate): RoleVacancy[] {
  return rolesHeld
    .filter(({ isHeld }) => !isHeld)
    .map(({ role, since, heldFrom }) => ({
      ...{ role, since, heldFrom },
      days: since && diffDays(since, on),
    }));
}

function stateOf({ counts, isCovered, roleHolders }: UnitFacts): UnitState {
  if (counts.regular_staff === 0) return 'apart';
  if (isCovered) return 'covered';
  return roleHolders.some((it) => it.role === 'leader') ? 'short' : 'vacant';
}

/** What the promise misses: a unit that counts and has no leader, or not enough of them. */
export function lacksLeaders({ state }: Pick<UnitCoverage, 'state'>): boolean {
  return state === 'short' || state === 'vacant';
}

/** Whether there is nobody in the role on `day`, which is the day looked at or a later one. */
export function isVacantOn({ state, ledFrom, ledUntil }: UnitCoverage, day: LocalDate): boolean {
  if (state === 'apart') return false;
  if (state === 'vacant') return ledFrom === null || day < ledFrom;
  return ledUntil !== null && day >= ledUntil;
}

/** For how many months ahead one may ask which unit depends on leaders of whom none can be missed. */
export const SOLE_MONTHS = [3, 6, 12] as const;
export type SoleMonths = (typeof SOLE_MONTHS)[number];

/**
 * When a unit that has just as many leaders as it needs loses one within the months, without a successor in time: by the end
 * of the term, a leave, or because they go. Null: it has more than it needs, or nothing is known.
 */
export function endOfSole(
  unit: UnitCoverage,
  on: LocalDate,
  months: SoleMonths,
): CoverageRisk | null {
  const hasJustEnough = unit.state === 'covered' && unit.leaders.length <= unit.leadersNeeded;
  return hasJustEnough ? riskOf(unit, on, months) : null;
}

/** The unit that loses its only leaders without a successor in time; by whose end is told by the last to go. */
function riskOf(facts: UnitFacts, on: LocalDate, months: number): CoverageRisk | null {
  const { coveredUntil, ledUntil, roleHolders } = facts;
  if (coveredUntil === null || coveredUntil > addMonths(on, months)) return null;
  const last = roleHolders
    .filter((it) => it.role === 'leader' && it.lastDay !== null && it.lastDay < coveredUntil)
    .toSorted((a, b) => ((a.lastDay ?? '') < (b.lastDay ?? '') ? 1 : -1))[0];
  const state = ledUntil === coveredUntil ? 'vacant' : 'short';
  return { on: coveredUntil, by: last?.endsBy ?? 'term_ends', state };
}

/** Whether a row of people outside every unit has anything to say. */
export function hasSomebody({ counts, leftOut, leftOutOf }: FiguresOfPeople): boolean {
  return [counts, leftOut, ...Object.values(leftOutOf)].some((numbers) =>
    Object.values(numbers).some((number) => number > 0),
  );
}

/** A role that nobody holds, with its unit. */
export interface UnitVacancy extends RoleVacancy {
  readonly unit: UnitCoverage;
}

/** Never held first, then the longest first, then by code; of one role, or of all. */
export function vacanciesLongestFirst(
  units: readonly UnitCoverage[],
  role?: string,
): UnitVacancy[] {
  return units
    .flatMap((unit) => unit.vacancies.map((it) => ({ ...it, unit })))
    .filter((it) => role === undefined || it.role === role)
    .toSorted(
      (a, b) =>
        (a.since ?? '').localeCompare(b.since ?? '') ||
        a.unit.code.localeCompare(b.unit.code) ||
        a.role.localeCompare(b.role),
    );
}

/** Those without any leader before those with too few; then whoever never had enough, then the longest first, then by code. */
export function longestVacantFirst(units: readonly UnitCoverage[]): UnitCoverage[] {
  return units
    .filter(lacksLeaders)
    .toSorted(
      (a, b) =>
        Number(a.state === 'short') - Number(b.state === 'short') ||
        lackingSince(a).localeCompare(lackingSince(b)) ||
        a.code.localeCompare(b.code),
    );
}

function lackingSince({ vacantSince, shortSince }: UnitCoverage): string {
  return vacantSince ?? shortSince ?? '';
}
