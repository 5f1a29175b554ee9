import { createHash } from 'node:crypto';
import type { PersonId } from '@app/platform';
import { type Eligibility, requiredState } from './eligibility.rules';
import { isStep, type Requirement, requirementGroups } from './requirement.rules';

export interface UnitMeeting {
  readonly name: string;
  readonly people: number;
  /** Those of whom nothing that is 必須 is missing, the steps of a recommendation aside. */
  readonly meeting: number;
}

export interface GroupMeeting {
  /** One requirement, or several of which one is enough. */
  readonly requirements: readonly Requirement[];
  readonly meeting: number;
  /** The units in which nobody meets it. */
  readonly unmetUnits: readonly string[];
}

/** Who in the city meets a version today, in numbers. */
export interface RolePreview {
  readonly people: number;
  readonly meeting: number;
  readonly units: readonly UnitMeeting[];
  /** What records can tell; a step of a recommendation is in none. */
  readonly groups: readonly GroupMeeting[];
}

interface Unit {
  readonly name: string;
  readonly personIds: readonly PersonId[];
}

export function rolePreview(
  requirements: readonly Requirement[],
  judged: ReadonlyMap<PersonId, Eligibility>,
  units: readonly Unit[],
): RolePreview {
  const meets = (id: PersonId) => (judged.get(id)?.required ?? 'not_met') !== 'not_met';
  const told = requirements.filter(({ wanted }) => !isStep(wanted));
  return {
    people: judged.size,
    meeting: [...judged.keys()].filter(meets).length,
    units: units.map(({ name, personIds }) => ({
      name,
      people: personIds.length,
      meeting: personIds.filter(meets).length,
    })),
    groups: requirementGroups(told).map((group) => {
      const isMet = (id: PersonId) => meetsGroup(judged.get(id), group);
      return {
        requirements: group,
        meeting: [...judged.keys()].filter(isMet).length,
        unmetUnits: units.filter((unit) => !unit.personIds.some(isMet)).map(({ name }) => name),
      };
    }),
  };
}

function meetsGroup(eligibility: Eligibility | undefined, group: readonly Requirement[]): boolean {
  const states = (eligibility?.judged ?? [])
    .filter(({ requirement }) => group.includes(requirement))
    .map((it) => ({ ...it, requirement: { ...it.requirement, isRequired: true } }));
  return states.length > 0 && requiredState(states) === 'met';
}

/** What must have been seen before it is saved: 必須, and somewhere nobody meets it. */
export function impossibleGroups({ groups }: RolePreview): readonly GroupMeeting[] {
  return groups.filter(
    ({ requirements, unmetUnits }) =>
      requirements.some(({ isRequired }) => isRequired) && unmetUnits.length > 0,
  );
}

/** Stands for what a preview showed: the version as it would be, and where nobody meets it. */
export function rolePreviewMark(version: object, preview: RolePreview): string {
  const shown = { version, unmet: preview.groups.map(({ unmetUnits }) => unmetUnits) };
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex');
}
