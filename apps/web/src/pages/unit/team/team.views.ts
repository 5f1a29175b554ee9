import {
  type CourseLine,
  type RoleHolder,
  type Team,
  type TeamMember,
  type TeamUnit,
  type UnitCoverage,
  END_OF_PRESENCE_WORDS,
  lacksLeaders,
} from '@app/coverage';
import { formatDateShort, words, people } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, rateText } from '../../../shell/view-parts';
import { courseTitle } from '../../office/coverage/learning.views';
import { leaderChip, vacancyText } from '../../office/coverage/matrix.views';
import { isOverdue, teamList } from './team.list';
import { shortText, teamSentence } from './team-sentence';
import { announcedRisk } from '../../../shared/announced-risk.rules';

export interface TeamFrame {
  readonly seesAhead: boolean;
  readonly canAppoint: boolean;
}

interface Todo {
  readonly text: string;
  readonly href: string;
  readonly label: string;
}

/** The choice for those who head several units or may see all. */
export function teamsView(teams: readonly TeamUnit[]) {
  return {
    title: `わたしの${words.unit}`,
    breadcrumb: breadcrumb([`わたしの${words.unit}`]),
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

/** One unit: the sentence, what to do in order, then its people. No scores, nothing chosen freely. */
export function teamView(team: Team, frame: TeamFrame) {
  return {
    title: team.unit.name,
    breadcrumb: breadcrumb([`わたしの${words.unit}`, '/team'], [team.unit.name]),
    summary: teamSentence(team),
    teams: [],
    team: {
      day: formatDateShort(team.on),
      todos: todosOf(team, frame),
      units: team.units.map((unit) => unitItem(unit, frame.seesAhead)),
      files: fileLinks(`${teamHref(team.unit.code)}/people`, {}),
      members: listTable(teamList(), team.members, {
        caption: `${team.unit.name}の職員(${people(team.members.length)}、下の係・室を含む)`,
        path: teamHref(team.unit.code),
        query: {},
      }),
      courses: team.courses.map(courseItem),
    },
  };
}

function teamHref(code: string): string {
  return `/team/${encodeURIComponent(code)}`;
}

/** In the order in which it matters: an empty unit, overdue, open, an end that is near, no supporter. */
function todosOf(team: Team, frame: TeamFrame): Todo[] {
  return [
    ...team.units.filter(lacksLeaders).map((unit) => vacantTodo(unit, frame)),
    ...learningTodos(team.members),
    ...team.units.flatMap((unit) => riskTodo(unit, frame)),
    ...team.units
      .filter((unit) => unit.state !== 'apart' && unit.supporters.length === 0)
      .map((unit) => supporterTodo(unit, frame)),
  ];
}

function vacantTodo(unit: UnitCoverage, frame: TeamFrame): Todo {
  return {
    text: `${unit.name}${unit.state === 'short' ? `の${shortText(unit)}` : `に${words.leader}がいません`}。候補を決めて、${words.programOffice}へ推薦してください。`,
    ...nextStep(unit, 'leader', frame),
  };
}

function supporterTodo(unit: UnitCoverage, frame: TeamFrame): Todo {
  return {
    text: `${unit.name}に${words.supporter}がいません。身近な相談役になる人を、${words.programOffice}へ推薦してください。`,
    ...nextStep(unit, 'supporter', frame),
  };
}

function nextStep(
  unit: UnitCoverage,
  role: 'leader' | 'supporter',
  { canAppoint }: TeamFrame,
): Pick<Todo, 'href' | 'label'> {
  return canAppoint
    ? { href: address('/appointments/new', { unit: unit.code, role }), label: '任命する' }
    : {
        href: '#people',
        label: `${role === 'leader' ? words.leader : words.supporter}の候補を選ぶ`,
      };
}

function learningTodos(members: readonly TeamMember[]): Todo[] {
  const open = members.filter((it) => it.mandatoryState === 'open');
  const overdue = open.filter(isOverdue).length;
  const coming = open.length - overdue;
  const href = '#people';
  return [
    ...(overdue > 0
      ? [
          {
            text: `必修の期限を過ぎた人が${String(overdue)}名います。学ぶ時間を取れるよう、仕事を調整してください。`,
            href,
            label: '未修了の人を見る',
          },
        ]
      : []),
    ...(coming > 0
      ? [
          {
            text: `必修をまだ終えていない人が${people(coming)}います(期限はこれからです)。声をかけてください。`,
            href,
            label: '未修了の人を見る',
          },
        ]
      : []),
  ];
}

function riskTodo(unit: UnitCoverage, frame: TeamFrame): Todo[] {
  const risk = announcedRisk(unit, frame.seesAhead);
  if (risk === null) return [];
  const text = `${unit.name}は、${formatDateShort(risk.on)}に${words.leader}が${risk.state === 'vacant' ? '空白になる' : '足りなくなる'}見込みです(${END_OF_PRESENCE_WORDS[risk.by]})。後任または再任を、${words.programOffice}に相談してください。`;
  return [{ text, ...nextStep(unit, 'leader', frame) }];
}

function unitItem(unit: UnitCoverage, seesAhead: boolean) {
  return {
    name: unit.name,
    chip: leaderChip(unit, seesAhead),
    vacancy: lacksLeaders(unit) ? vacancyText(unit) : '',
    leaders: unit.leaders.map(holderItem),
    supporters: unit.supporters.map(holderItem),
    holders: `${String(unit.counts.holders)}名`,
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
    open: people(line.open),
  };
}
