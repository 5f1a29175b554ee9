import type { CoverageOutlook } from '@app/coverage';

const NONE = { nobody: 0, in_reach: 0, vacant: 0, on_record: 0, apart: 0 };

/** One end of a fiscal year with so many units of each state. */
export function outlookOf(
  counts: Partial<CoverageOutlook['sums'][number]['counts']>,
): CoverageOutlook {
  const all = { ...NONE, ...counts };
  const yearEnd = '2027-03-31' as const;
  return {
    ...{ yearEnds: [yearEnd], departments: [], rows: [], counts: all },
    sums: [{ yearEnd, counts: all }],
  };
}

export const NO_SEARCH = {
  ...{ asOf: '2026-11-16' as const, today: '2026-11-16' as const },
  ...{ search: {}, page: 1, seesTeams: false },
  names: {
    ...{ courses: new Map(), certifications: new Map() },
    ...{ withEquivalents: new Set<string>(), yearlyCourses: new Set<string>() },
  },
};
