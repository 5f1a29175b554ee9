import { isStep, type PathPart } from '@app/appointments';
import type { LocalDate, PersonId } from '@app/platform';
import { type CandidateAhead, onlyMissing } from './outlook.rules';
import type { OutlookState, UnitAhead } from './outlook.sql';

/** A unit at the end of a fiscal year, before anybody is named. */
export interface JudgedUnit {
  readonly yearEnd: LocalDate;
  readonly unit: UnitAhead;
  readonly state: OutlookState;
  readonly missing: number;
  readonly candidates: readonly CandidateAhead[];
  readonly inTime: readonly CandidateAhead[];
}

/** Somebody who lacks one requirement, in a unit that needs a leader. */
export interface OneShort {
  readonly personId: PersonId;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string | null;
  readonly postTitle: string;
  /** The unit that needs them. */
  readonly unit: UnitAhead;
  readonly part: PathPart;
  /** Or only 望ましい, where the role has nothing that is 必須. */
  readonly isRequired: boolean;
  readonly on: LocalDate | null;
  /** The first end of a fiscal year at which the unit lacks a leader and they could be in time. */
  readonly inTimeFor: LocalDate | null;
  readonly isUnderWay: boolean;
}

export type Short = Omit<OneShort, 'staffNumber' | 'name' | 'unitName' | 'postTitle'>;

/** Whoever is a leader and goes on lacks nothing that was asked before. */
export function isOneShort({ isRenewal, path }: CandidateAhead): boolean {
  return !isRenewal && onlyMissing(path) !== null;
}

/** Nobody twice of one unit: the first end of a year for which they could be in time, else the first at all. */
export function oneShortOf(lacking: readonly JudgedUnit[]): readonly Short[] {
  const found = new Map<string, Short>();
  for (const { unit, yearEnd, candidates } of lacking)
    for (const candidate of candidates.filter(isOneShort)) {
      const short = shortOf(candidate, unit, yearEnd);
      const key = `${unit.unitId} ${candidate.path.personId}`;
      if ((found.get(key)?.inTimeFor ?? null) === null) found.set(key, short);
    }
  return [...found.values()];
}

/** Where nothing is 必須, the day on which what is 望ましい is met. */
function shortOf({ path, on }: CandidateAhead, unit: UnitAhead, yearEnd: LocalDate): Short {
  const part = onlyMissing(path);
  if (part === null) throw new Error('Lacks none, or more than one');
  const isRequired = path.path.parts.some(
    ({ requirement }) => requirement.isRequired && !isStep(requirement.wanted),
  );
  const day = isRequired ? on : part.on;
  return {
    ...{ personId: path.personId, unit, part, isRequired, on: day },
    isUnderWay: path.underWay !== null,
    inTimeFor: day !== null && day <= yearEnd ? yearEnd : null,
  };
}
