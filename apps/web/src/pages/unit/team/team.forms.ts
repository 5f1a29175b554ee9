import {
  TEAM_SORTS,
  TEAM_STANDINGS,
  type TeamFilter,
  type TeamStanding,
  UNFINISHED,
} from '@app/coverage';
import { LEARNING_STATE_WORDS } from '@app/courses';
import { z } from 'zod';
import { pageNumber } from '../../../shell/view-parts';

const LONGEST_SEARCH = 100;
const PAGE_SIZE = 50;

/** What can be asked for: a standing, or all of whom nothing is overdue yet. */
const TEAM_STATES = [...TEAM_STANDINGS, 'coming'] as const;
export type TeamState = (typeof TEAM_STATES)[number];

export const TEAM_TABS = ['open', 'roles', 'all'] as const;
export type TeamTab = (typeof TEAM_TABS)[number];

/** What the address says; whatever is not understood counts as not asked for. */
const teamSearch = z.object({
  tab: z.enum(TEAM_TABS).catch('open'),
  q: z.string().trim().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  state: z.enum(TEAM_STATES).optional().catch(undefined),
  /** The code of a unit below. */
  part: z.string().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  sort: z.enum(TEAM_SORTS).optional().catch(undefined),
  page: z.string().optional().catch(undefined).transform(pageNumber),
});
export type TeamSearch = z.output<typeof teamSearch>;

export function readTeamSearch(query: unknown): TeamSearch {
  return teamSearch.parse(query);
}

export const STATE_WORDS: Readonly<Record<TeamState, string>> = {
  coming: '期限はこれから',
  overdue: LEARNING_STATE_WORDS.overdue,
  open: LEARNING_STATE_WORDS.not_started,
  started: LEARNING_STATE_WORDS.in_progress,
  done: LEARNING_STATE_WORDS.completed,
  left_out: '対象外',
};

/** Whom each tab is about. */
const STANDINGS_OF: Readonly<Record<TeamTab, readonly TeamStanding[]>> = {
  open: UNFINISHED,
  roles: [],
  all: TEAM_STANDINGS,
};

/** What may be asked for within a tab. */
export function statesOf(tab: TeamTab): readonly TeamState[] {
  const standings = STANDINGS_OF[tab];
  return standings.length === 0 ? [] : ['coming', ...standings];
}

/** One page of what was asked for; for a file all of it. */
export function teamFilter(
  { tab, q, state, part, sort, page }: TeamSearch,
  pageSize = PAGE_SIZE,
): TeamFilter & { readonly page: number; readonly pageSize: number } {
  const ofTab = STANDINGS_OF[tab];
  const chosen =
    state === undefined ? ofTab : standingsOf(state).filter((it) => ofTab.includes(it));
  return {
    search: q,
    part,
    ...(ofTab.length > 0 && { standings: chosen.length > 0 ? chosen : ofTab }),
    isQualified: tab === 'roles',
    sort: sort ?? (tab === 'open' ? 'due' : 'unit'),
    page,
    pageSize,
  };
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

function standingsOf(state: TeamState): readonly TeamStanding[] {
  return state === 'coming' ? ['open', 'started'] : [state];
}
