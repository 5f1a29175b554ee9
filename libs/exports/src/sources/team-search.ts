import { LEARNING_STATE_WORDS } from '@app/courses';
import { TEAM_SORTS, TEAM_STANDINGS, type TeamStanding, UNFINISHED } from '@app/coverage';
import { z } from 'zod';

const LONGEST_SEARCH = 100;

/** What can be asked for: a standing, or all of whom nothing is overdue yet. */
export const TEAM_STATES = [...TEAM_STANDINGS, 'coming'] as const;
export type TeamState = (typeof TEAM_STATES)[number];

export const TEAM_TABS = ['open', 'roles', 'all'] as const;
export type TeamTab = (typeof TEAM_TABS)[number];

/** What the address says; whatever is not understood counts as not asked for. */
export const teamAsked = z.object({
  tab: z.enum(TEAM_TABS).catch('open'),
  q: z.string().trim().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  state: z.enum(TEAM_STATES).optional().catch(undefined),
  /** The code of a unit below. */
  part: z.string().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  sort: z.enum(TEAM_SORTS).optional().catch(undefined),
});
export type TeamSearched = z.output<typeof teamAsked>;

export const TEAM_STATE_WORDS: Readonly<Record<TeamState, string>> = {
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
export function teamStatesOf(tab: TeamTab): readonly TeamState[] {
  const standings = STANDINGS_OF[tab];
  return standings.length === 0 ? [] : ['coming', ...standings];
}

/** The same as the queries take it. */
export function wantedTeam({ tab, q, state, part, sort }: TeamSearched) {
  const ofTab = STANDINGS_OF[tab];
  const chosen =
    state === undefined ? ofTab : standingsOf(state).filter((it) => ofTab.includes(it));
  return {
    search: q,
    part,
    ...(ofTab.length > 0 && { standings: chosen.length > 0 ? chosen : ofTab }),
    isQualified: tab === 'roles',
    sort: sort ?? (tab === 'open' ? ('due' as const) : ('unit' as const)),
  };
}

function standingsOf(state: TeamState): readonly TeamStanding[] {
  return state === 'coming' ? ['open', 'started'] : [state];
}
