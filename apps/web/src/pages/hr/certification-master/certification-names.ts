import type { CertificationVersion } from '@app/certifications';
import type { CertificationNames } from './certification-facts';

/** What each qualification is called by its newest version, also one that is still to come. */
export function namesIn(
  all: readonly Pick<CertificationVersion, 'code' | 'shortName'>[],
): CertificationNames {
  const names = new Map<string, string>();
  // The newest of each stands first.
  for (const { code, shortName } of all) if (!names.has(code)) names.set(code, shortName);
  return names;
}
