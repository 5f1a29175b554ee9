import { ASKED_EXAM, type CandidateFilter, type Stage, STAGES } from '@app/certifications';
import { pageNumber } from '../../../shell/view-parts';

export function filterQuery({ code, unitCode, words, onlyStuck }: CandidateFilter) {
  return {
    qualification: code === ASKED_EXAM ? undefined : code,
    unit: unitCode,
    words,
    stuck: onlyStuck ? 'yes' : undefined,
  };
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
