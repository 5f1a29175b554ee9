import type { TeamFilter } from '@app/coverage';
import { teamAsked, wantedTeam } from '@app/exports';
import { z } from 'zod';
import { pageNumber } from '../../../shell/view-parts';

const PAGE_SIZE = 50;

/** What the address says; whatever is not understood counts as not asked for. */
const teamSearch = teamAsked.extend({
  page: z.string().optional().catch(undefined).transform(pageNumber),
});
export type TeamSearch = z.output<typeof teamSearch>;

export function readTeamSearch(query: unknown): TeamSearch {
  return teamSearch.parse(query);
}

/** One page of what was asked for. */
export function teamFilter(
  { page, ...asked }: TeamSearch,
  pageSize = PAGE_SIZE,
): TeamFilter & { readonly page: number; readonly pageSize: number } {
  return { ...wantedTeam(asked), page, pageSize };
}

const MOST_CHOSEN = 100;

/** Boxes that are ticked, each a person. One box comes as a text. */
export const promptForm = z.object({
  of: z
    .union([z.string(), z.array(z.string())], '声をかけた人を選んでください。')
    .transform((value) => [...new Set([value].flat())])
    .pipe(
      z
        .array(z.uuid('画面を開き直して、選び直してください。'))
        .max(MOST_CHOSEN, `一度に選べるのは${String(MOST_CHOSEN)}名までです。`),
    ),
});

/** What the address asks for, as the page's own links say it. */
export function searchQuery({ tab, q, state, part, sort, page }: TeamSearch) {
  const query = { tab: tab === 'open' ? undefined : tab, q, state, part, sort };
  return page === 1 ? query : { ...query, page };
}
