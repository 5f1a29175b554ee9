import {
  ASKED_EXAM,
  CANDIDATE_SORTS,
  type CandidateFilter,
  type CandidateSort,
  type Stage,
  STAGES,
} from '@app/certifications';
import { z } from 'zod';
import { pageNumber } from '../../../shell/view-parts';

const text = z.string().trim().max(100).catch('');
const query = z.object({
  qualification: text,
  unit: text,
  words: text,
  stuck: z.enum(['', 'yes']).catch(''),
});

/** What an address asks to see; anything that is not offered is as if it had not been said. */
export function candidateFilter(given: unknown, codes: readonly string[]): CandidateFilter {
  const { qualification, unit, words, stuck } = query.parse(given);
  return {
    code: codes.includes(qualification) ? qualification : ASKED_EXAM,
    unitCode: unit,
    words,
    onlyStuck: stuck === 'yes',
    orEquivalent: false,
  };
}

export function filterQuery({ code, unitCode, words, onlyStuck }: CandidateFilter) {
  return {
    qualification: code === ASKED_EXAM ? undefined : code,
    unit: unitCode,
    words,
    stuck: onlyStuck ? 'yes' : undefined,
  };
}

export function candidateSort(asked: string | undefined): CandidateSort {
  return Object.keys(CANDIDATE_SORTS).find((it): it is CandidateSort => it === asked) ?? 'stage';
}

export const pageName = (stage: Stage): string => `page-${stage}`;

/** Which page of each column; those that are not asked for are the first. */
export function columnPages(
  given: Readonly<Record<string, unknown>>,
): Readonly<Partial<Record<Stage, number>>> {
  return Object.fromEntries(
    STAGES.flatMap((stage) => {
      const value = given[pageName(stage)];
      return typeof value === 'string' ? [[stage, pageNumber(value)]] : [];
    }),
  );
}
