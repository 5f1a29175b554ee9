import { TEAM_STATE_WORDS, teamStatesOf, type TeamTab } from '@app/exports';
import {
  type CourseLine,
  lacksLeaders,
  type PromiseFigures,
  type RoleHolder,
  type Team,
  type TeamUnit,
  type UnitCoverage,
} from '@app/coverage';
import { formatDateShort, numberText, people, words } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { breadcrumb, pager, rateText } from '../../../shell/view-parts';
import { courseTitle } from '../../office/coverage/learning.views';
import { leaderChip, roleVacancyText, vacancyText } from '../../office/coverage/matrix.views';
import { remindHref } from '../reminding/reminding.views';
import { comparedText } from './team-compared';
import { candidatesHref, deputiesHref, teamHref } from './team-links';
import { teamSentence } from './team-sentence';
import { promptAction, promptColumn, type PrompterFrame } from './team-prompts.views';
import { type TeamFrame, todosOf } from './team-todos';
import { searchQuery, type TeamSearch, teamFilter } from './team.forms';
import { teamTabList } from './team.list';

/** Where those come from who see all units. */
const COVERAGE = ['充足状況', '/coverage'] as const;

const ownUnits = () => `わたしの${words.unit}`;

interface CityFrame {
  /** The whole city, to compare the own unit with; null for whoever does not head it. */
  readonly city: Pick<PromiseFigures, 'security' | 'ai'> | null;
}

/** The choice for those who head several units or may see all; to the latter none of them is their own. */
export function teamsView(teams: readonly TeamUnit[], { seesAll }: { readonly seesAll: boolean }) {
  const title = seesAll ? `${words.unit}の状況` : ownUnits();
  return {
    title,
    breadcrumb: seesAll ? breadcrumb(COVERAGE, [title]) : breadcrumb([title]),
    summary:
      teams.length === 0
        ? `${words.unitHead}になっている${words.unit}はありません。`
        : `見る${words.unit}を選んでください。`,
    teams: teams.map((it) => ({
      name: it.name,
      parentName: it.parentName ?? '',
      href: teamHref(it.code),
    })),
    team: null,
  };
}

/** One unit: the sentence, what to do in order, then its people by tabs. No scores, nothing chosen freely. */
export function teamView(
  team: Team,
  search: TeamSearch,
  frame: TeamFrame & PrompterFrame & CityFrame,
) {
  const { tab } = search;
  const { code, name } = team.unit;
  return {
    title: name,
    breadcrumb: breadcrumb(frame.heads ? [ownUnits(), '/team'] : COVERAGE, [name]),
    summary: teamSentence(team),
    teams: [],
    team: {
      day: formatDateShort(team.on),
      todosTitle: frame.heads ? 'やること' : 'いまの状況',
      todos: withFirstAct(todosOf(team, frame), frame.heads),
      noTodos: frame.heads ? 'いま行うことはありません。' : '気をつけることはありません。',
      tabsLabel: `${name}の職員`,
      tabs: tabsOf(team, tab),
      ...membersView(team, search, frame),
      units: tab === 'roles' ? team.units.map((unit) => unitItem(unit, frame.seesAhead)) : [],
      courses: tab === 'open' ? team.courses.map(courseItem) : [],
      compared: frame.city === null ? '' : comparedText(team, frame.city),
      href: teamHref(code, { tab: tabQuery(tab) }),
      candidates: candidatesHref(code, 'leader'),
      deputies: frame.canDeputize ? deputiesHref(code) : '',
    },
  };
}

/** The first that the reader can do something about gets the solid button; what waits for others does not. */
function withFirstAct(todos: ReturnType<typeof todosOf>, heads: boolean) {
  const first = todos.findIndex(({ isWaiting }) => isWaiting !== true);
  return todos.map((todo, at) => ({ ...todo, isFirst: heads && at === first }));
}

const LIST_TITLES: Readonly<Record<TeamTab, string>> = {
  open: '終わっていない人',
  roles: '役割・資格のある人',
  all: '全員',
};

function tabsOf({ unit, counts }: Team, current: TeamTab) {
  const sizes: Readonly<Record<TeamTab, number>> = {
    open: counts.unfinished,
    roles: counts.qualified,
    all: counts.people,
  };
  const labels: Readonly<Record<TeamTab, string>> = { ...LIST_TITLES, roles: '役割・資格' };
  return (['open', 'roles', 'all'] as const).map((tab) => ({
    href: teamHref(unit.code, { tab: tabQuery(tab) }),
    label: `${labels[tab]}(${people(sizes[tab])})`,
    isCurrent: tab === current,
  }));
}

/** The first tab is the page itself. */
function tabQuery(tab: TeamTab): string | undefined {
  return tab === 'open' ? undefined : tab;
}

function membersView(team: Team, search: TeamSearch, frame: PrompterFrame) {
  const { tab, q, state, part, sort } = search;
  const { code, name } = team.unit;
  const query = { tab: tabQuery(tab), q, state, part, sort };
  const here = searchQuery(search);
  const prompts =
    tab === 'open'
      ? promptColumn(frame, { undo: promptAction(code, 'undo-prompts', here), on: team.on })
      : [];
  const shown = teamTabList(team, tab);
  const list = { ...shown, columns: [...shown.columns, ...prompts] };
  const { page, pageSize, sort: order } = teamFilter(search);
  return {
    isFiltered: q !== undefined || state !== undefined || part !== undefined,
    filter: filterFields(team, search),
    listTitle: LIST_TITLES[tab],
    empty: EMPTY[tab],
    files: fileLinks(`${teamHref(code)}/people`, query, { total: team.total }),
    remind: remindHref(code, { q, state, part }),
    prompting: prompts.length === 0 ? '' : promptAction(code, 'prompt', here),
    members: listTable(list, team.members, {
      caption: `${name}の${LIST_TITLES[tab]}(${people(team.total)}、下の係・室を含む)`,
      path: teamHref(code),
      query: { tab: tabQuery(tab), q, state, part },
      // By unit and post they stand without being asked: where there is one unit, its column can go.
      sort: sort ?? (order === 'unit' ? undefined : order),
    }),
    pages: pager({ page, pageSize, total: team.total }, (number) =>
      teamHref(code, { ...query, page: number }),
    ),
  };
}

function filterFields(team: Team, { tab, q, state, part, sort }: TeamSearch) {
  return filterBar(
    [
      searchField('氏名・フリガナ・職員番号', asked('q', q)),
      ...(teamStatesOf(tab).length === 0
        ? []
        : [
            selectField(
              '状態',
              asked('state', state),
              teamStatesOf(tab).map((value) => ({ value, text: TEAM_STATE_WORDS[value] })),
            ),
          ]),
      ...partField(team, part),
    ],
    {
      path: teamHref(team.unit.code),
      label: '職員の絞り込み',
      kept: { tab: tabQuery(tab), sort },
      found: people(team.total),
    },
  );
}

/** One of the units below, where there are any. */
function partField({ parts }: Team, part: string | undefined) {
  if (parts.length === 0) return [];
  const options = parts.map(({ code, name }) => ({ value: code, label: name }));
  return [selectField('下の所属', asked('part', part), options)];
}

const EMPTY: Readonly<Record<TeamTab, string>> = {
  open: '必修が終わっていない人はいません。',
  roles: '役割・資格のある人はいません。',
  all: '所属している職員はいません。',
};

function unitItem(unit: UnitCoverage, seesAhead: boolean) {
  return {
    name: unit.name,
    chip: leaderChip(unit, seesAhead),
    vacancy: lacksLeaders(unit) ? vacancyText(unit) : '',
    leaders: unit.leaders.map(holderItem),
    supporters: unit.supporters.map(holderItem),
    supporterVacancy: roleVacancyText(unit, 'supporter'),
    holders: numberText(unit.counts.holders),
    inside: unit.insideName === null ? '' : `${unit.insideName}の内数`,
    security: rateText(unit.counts.security_done, unit.counts.security),
    ai: rateText(unit.counts.ai_done, unit.counts.ai),
  };
}

/** Whoever holds a role in a unit of the team has the primary posting there. */
function holderItem(holder: RoleHolder) {
  return {
    person: personName(holder, { hasNumberColumn: true, isOfOwnUnit: true }),
    term: `任期 ${formatDateShort(holder.termEnd)}まで`,
  };
}

/** One mandatory course: how many of the unit have finished it; what is left of an earlier year under its own name. */
function courseItem(line: CourseLine) {
  return {
    title: courseTitle(line),
    isCarriedOver: line.isCarriedOver,
    rate: line.isCarriedOver ? '' : rateText(line.done, line.must),
    open: numberText(line.open),
  };
}
