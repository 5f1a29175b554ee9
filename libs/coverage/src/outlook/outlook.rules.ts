import { isStep, missingParts, type PathPart } from '@app/appointments';
import { addDays, fiscalYearEnd, fiscalYearOf, type LocalDate, maxDate } from '@app/platform';
import type { CandidatePath } from '../bench/candidate-paths';
import type { Member, OutlookState, UnitAhead } from './outlook.sql';

/** Without a due day so many ends of fiscal years are looked at, that of the day among them. */
const YEARS_WITHOUT_TARGET = 5;

/** The ends of fiscal years from the day to the last that the promise reaches; that of the day itself always. */
export function yearEndsUntil(from: LocalDate, dueOn: LocalDate | null): readonly LocalDate[] {
  const first = fiscalYearOf(from);
  const years = Array.from({ length: yearsUntil(first, dueOn) }, (_, n) => first + n);
  return years.map(fiscalYearEnd);
}

function yearsUntil(first: number, dueOn: LocalDate | null): number {
  if (dueOn === null) return YEARS_WITHOUT_TARGET;
  const isWhole = fiscalYearEnd(fiscalYearOf(dueOn)) === dueOn;
  return Math.max(1, fiscalYearOf(dueOn) - first + (isWhole ? 1 : 0));
}

/** Somebody of the unit who could be a leader of it from a day on. */
export interface CandidateAhead {
  readonly path: CandidatePath;
  /** Holds the role, and the term ends before. */
  readonly isRenewal: boolean;
  /** The first day, if one can be told. */
  readonly on: LocalDate | null;
}

/** Null for who is, or is to be, a leader on the day or after it, or gave the role back. */
export function candidateAhead(
  { comes, terms }: Member,
  path: CandidatePath,
  day: LocalDate,
): CandidateAhead | null {
  if (terms.some(({ until, isEndedEarly }) => until >= day || isEndedEarly)) return null;
  const earliest = [comes, ...terms.map(({ until }) => addDays(until, 1))];
  return {
    ...{ path, isRenewal: terms.length > 0 },
    on: path.path.on === null ? null : maxDate(path.path.on, ...earliest.filter(isDay)),
  };
}

const isDay = (day: LocalDate | null): day is LocalDate => day !== null;

/**
 * Those who can be in time, the best first: whoever goes on, then who has been recommended, then by day, then who has been a
 * supporter longest.
 */
export function inTimeFor(
  day: LocalDate,
  candidates: readonly CandidateAhead[],
): readonly CandidateAhead[] {
  return candidates
    .filter(({ on }) => on !== null && on <= day)
    .toSorted(
      (a, b) =>
        Number(b.isRenewal) - Number(a.isRenewal) ||
        Number(b.path.underWay !== null) - Number(a.path.underWay !== null) ||
        (a.on ?? '').localeCompare(b.on ?? '') ||
        (a.path.supporterSince ?? '9999').localeCompare(b.path.supporterSince ?? '9999') ||
        a.path.personId.localeCompare(b.path.personId),
    );
}

/** How many leaders are missing on the day; none where there are enough, or nobody is asked for. */
export function missingOf(unit: UnitAhead, needed: number): number {
  if (!unit.hasRegular || unit.isCovered) return 0;
  return Math.max(1, needed - new Set(unit.leaders.map(({ personId }) => personId)).size);
}

export function outlookState(unit: UnitAhead, missing: number, inTime: number): OutlookState {
  if (!unit.hasRegular) return 'apart';
  if (missing === 0) return 'on_record';
  return inTime >= missing ? 'in_reach' : 'nobody';
}

/** Several are alike in all that is known: nobody stands out, and none is named. */
export function standsOut([best, ...others]: readonly CandidateAhead[]): boolean {
  if (best === undefined) return false;
  const { underWay, supporterSince } = best.path;
  return others.length === 0 || best.isRenewal || underWay !== null || supporterSince !== null;
}

/**
 * The one requirement that somebody lacks, the steps aside: of the 必須, or where a role has none, of the 望ましい. Null for who lacks
 * none, or more, or cannot begin for another role.
 */
export function onlyMissing({ path }: CandidatePath): PathPart | null {
  if (path.barred.length > 0) return null;
  const facts = path.parts.filter(({ requirement }) => !isStep(requirement.wanted));
  const asked = facts.some(isRequired) ? facts.filter(isRequired) : facts.map(asRequired);
  const [only, ...others] = missingParts({ ...path, parts: asked });
  return only === undefined || others.length > 0 ? null : only;
}

const isRequired = ({ requirement }: PathPart): boolean => requirement.isRequired;

function asRequired(part: PathPart): PathPart {
  return { ...part, requirement: { ...part.requirement, isRequired: true } };
}
