import { addDays, addMonths, type LocalDate } from '@app/platform';
import { isStep, type Requirement, requirementGroups } from './requirement.rules';

/** A row of the books that speaks for a person. */
export interface Evidence {
  /** The place of the requirement, from 0. */
  readonly place: number;
  readonly rowId: string;
  /** Finished, passed, or in office since this day; null where a day says nothing. */
  readonly on: LocalDate | null;
  /** Of time in office: how many days up to the day of the question; of activities: how many. */
  readonly days: number | null;
}

/** unknown: a step that is still to be taken, or something the reader may not know. */
export type RequirementState = 'met' | 'not_met' | 'unknown';

export interface Judged {
  readonly requirement: Requirement;
  readonly state: RequirementState;
  /** What met it, or of time in office what there is of it. */
  readonly evidence: Evidence | null;
}

export interface Eligibility {
  readonly judged: readonly Judged[];
  /** Of all that is 必須: not_met as soon as one is certainly missing. */
  readonly required: RequirementState;
}

/** Each requirement with whether it is met on the day and by which row; the only place that decides it. */
export function judge(
  requirements: readonly Requirement[],
  evidence: readonly Evidence[],
  on: LocalDate,
): Eligibility {
  const judged = requirements.map((requirement, place): Judged => {
    const found = evidence.find((it) => it.place === place) ?? null;
    return { requirement, state: stateOf(requirement, found, on), evidence: found };
  });
  return { judged, required: requiredState(judged) };
}

/** Of groups that stand for each other one is enough; all groups are asked for. Also for what a reader may not know. */
export function requiredState(
  judged: readonly Pick<Judged, 'requirement' | 'state'>[],
): RequirementState {
  const required = judged.filter(({ requirement }) => requirement.isRequired);
  const groups = requirementGroups(
    required.map(({ requirement, state }) => ({ alternative: requirement.alternative, state })),
  );
  return worst(groups.map((group) => best(group.map(({ state }) => state))));
}

function stateOf({ wanted }: Requirement, found: Evidence | null, on: LocalDate): RequirementState {
  if (found === null) return isStep(wanted) ? 'unknown' : 'not_met';
  if (wanted.kind === 'practice_done')
    return (found.days ?? 0) >= wanted.activities ? 'met' : 'not_met';
  if (wanted.kind !== 'supporter_term') return 'met';
  return hasServed(found.days ?? 0, wanted.months, on) ? 'met' : 'not_met';
}

/** As if all the days in office had been served in one stretch up to and with the day. */
export function hasServed(days: number, months: number, on: LocalDate): boolean {
  const end = addDays(on, 1);
  return addMonths(addDays(end, -days), months) <= end;
}

function best(states: readonly RequirementState[]): RequirementState {
  if (states.includes('met')) return 'met';
  return states.includes('unknown') ? 'unknown' : 'not_met';
}

function worst(states: readonly RequirementState[]): RequirementState {
  if (states.includes('not_met')) return 'not_met';
  return states.includes('unknown') ? 'unknown' : 'met';
}
