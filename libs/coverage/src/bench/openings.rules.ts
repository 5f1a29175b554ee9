import type { RoleVacancy } from '../figures/coverage.rules';
import { type CandidatePath, isCandidate } from './candidate-paths';

/** Whoever can be appointed first; of several, who has been recommended, then who has been a supporter longest. */
export function earliestOf(paths: readonly CandidatePath[], role: string): CandidatePath | null {
  const [first] = candidatesFor(paths, role)
    .filter(({ path }) => path.on !== null)
    .toSorted(
      (a, b) =>
        (a.path.on ?? '').localeCompare(b.path.on ?? '') ||
        Number(b.underWay !== null) - Number(a.underWay !== null) ||
        (a.supporterSince ?? '9999').localeCompare(b.supporterSince ?? '9999') ||
        a.personId.localeCompare(b.personId),
    );
  return first ?? null;
}

/** Who is at work and neither holds the role nor is to. */
export function candidatesFor(
  paths: readonly CandidatePath[],
  role: string,
): readonly CandidatePath[] {
  return paths.filter((it) => isCandidate(it, role) && it.absence === null);
}

/** Why a unit can be covered on its earliest day: somebody is appointed already, or can be; or nobody can. */
export type OpeningKind = 'appointed' | 'candidate' | 'nobody';

export function openingKind(
  { heldFrom }: Pick<RoleVacancy, 'heldFrom'>,
  best: CandidatePath | null,
): OpeningKind {
  if (heldFrom === null) return best === null ? 'nobody' : 'candidate';
  return best !== null && (best.path.on ?? '9999') < heldFrom ? 'candidate' : 'appointed';
}
