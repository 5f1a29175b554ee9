import { ABSENCES, EMPLOYMENT_TYPES, PEOPLE_SORTS } from '@app/organization';
import { z } from 'zod';
import { pageNumber } from '../../../shell/view-parts';

const LONGEST_SEARCH = 100;

/** What the address says; whatever is not understood counts as not asked for. */
const peopleSearch = z.object({
  q: z.string().trim().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  unit: z.string().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  type: z.enum(EMPLOYMENT_TYPES).optional().catch(undefined),
  status: z
    .enum(['active', ...ABSENCES])
    .optional()
    .catch(undefined),
  mail: z.literal('none').optional().catch(undefined),
  sort: z.enum(PEOPLE_SORTS).optional().catch(undefined),
  page: z.string().optional().catch(undefined).transform(pageNumber),
});
export type PeopleSearch = z.output<typeof peopleSearch>;

export function readPeopleSearch(query: unknown): PeopleSearch {
  return peopleSearch.parse(query);
}
