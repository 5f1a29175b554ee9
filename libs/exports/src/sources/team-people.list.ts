import { roleTitle } from '@app/appointments';
import { LEARNING_STATE_WORDS } from '@app/courses';
import {
  LEFT_OUT_WORDS,
  type Team,
  type TeamAsked,
  type TeamCourse,
  type TeamMember,
  type TeamStanding,
} from '@app/coverage';
import { formatDateShort, words } from '@app/platform';
import type { FileColumn, FileList } from '../list/file-list';
import type { TeamTab } from './team-search';

type Column = FileColumn<TeamMember>;

/** So many courses have columns of their own; what else is open stands in one more. */
const MOST_COURSES = 4;
const OTHERS = 'others';
/** In the list of a unit, which says nothing of the report. */
export const HELD_WORD = '取得';

/** Everybody of a unit, or whom a tab is about: mandated learning, never a score or what was chosen freely. */
export function teamInFiles(team: Pick<Team, 'asked'>, tab: TeamTab): FileList<TeamMember> {
  if (tab === 'open') return unfinishedList(team.asked);
  return tab === 'roles' ? QUALIFIED : teamList();
}

function teamList(): FileList<TeamMember> {
  return {
    name: '職員の一覧',
    columns: [
      ...WHO,
      {
        ...{ key: 'mandatory', heading: '必修' },
        value: (row) => [standingWord(row), ...notesOf(row)].join('、'),
      },
      {
        ...{ key: 'open', heading: `終わっていない${words.course}` },
        value: (row) => openCourseTexts(row).join('、'),
      },
    ],
  };
}

/** Who has something mandatory to finish: one column for each course, what most have still to do first. */
function unfinishedList(asked: readonly TeamAsked[]): FileList<TeamMember> {
  return {
    name: '終わっていない人の一覧',
    columns: [
      ...WHO,
      ...ownColumns(asked).map(courseColumn),
      ...(asked.length > MOST_COURSES ? [otherCourses(asked)] : []),
    ],
  };
}

/** The courses that have columns of their own. */
export function ownColumns(asked: readonly TeamAsked[]): readonly TeamAsked[] {
  return asked.slice(0, MOST_COURSES);
}

const WHO: readonly Column[] = [
  { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
  { key: 'name', heading: '氏名', value: (row) => row.name },
  { key: 'unit', heading: '所属', value: (row) => row.unitName },
  { key: 'postTitle', heading: '職名', value: (row) => row.postTitle },
];

/** Who has a role or holds the certificate. */
const QUALIFIED: FileList<TeamMember> = {
  name: '役割と資格のある人の一覧',
  columns: [
    ...WHO,
    {
      ...{ key: 'itPassport', heading: 'ITパスポート' },
      value: (row) => (row.isHolder ? HELD_WORD : ''),
    },
    {
      ...{ key: 'roles', heading: '役割(任期)' },
      value: (row) => teamRoleTexts(row).join('、'),
    },
  ],
};

function courseColumn({ title }: TeamAsked): Column {
  return {
    ...{ key: title, heading: title },
    value: (row) => {
      const course = row.courses.find((it) => it.title === title);
      if (course === undefined) return '';
      return COURSE_WORDS[courseState(course)] + (isOpenCourse(course) ? dueText(course) : '');
    },
  };
}

function otherCourses(asked: readonly TeamAsked[]): Column {
  return {
    ...{ key: OTHERS, heading: `ほかの${words.course}` },
    value: (row) => otherCourseTexts(row, asked).join('、'),
  };
}

/** What is open and has no column of its own. */
export function otherCourseTexts(row: TeamMember, asked: readonly TeamAsked[]): readonly string[] {
  const titles = ownColumns(asked).map((it) => it.title);
  return openCourses(row)
    .filter(({ title }) => !titles.includes(title))
    .map(courseText);
}

const IS_ASKED: Readonly<Record<TeamStanding, boolean>> = {
  overdue: true,
  open: true,
  started: true,
  done: false,
  left_out: false,
};

/** Who is on leave or seconded is not asked to learn; what is open then is not shown as a debt. */
function openCourses(member: TeamMember): readonly TeamCourse[] {
  return IS_ASKED[member.standing] ? member.courses.filter(isOpenCourse) : [];
}

export function openCourseTexts(member: TeamMember): readonly string[] {
  return openCourses(member).map(courseText);
}

/** Asked like everybody else, though the figures of the city leave out the employment type. */
export function notesOf({ mandatoryState, standing }: TeamMember): readonly string[] {
  const isUncounted = mandatoryState === 'employment_type' && standing !== 'left_out';
  return isUncounted ? ['市の数字には含めません'] : [];
}

export function isOpenCourse({ state }: TeamCourse): boolean {
  return state === 'open' || state === 'overdue';
}

function courseText(course: TeamCourse): string {
  return course.title + dueText(course);
}

function dueText({ dueOn }: TeamCourse): string {
  return dueOn === null ? '' : `(期限 ${formatDateShort(dueOn)})`;
}

export function teamRoleTexts({ roles }: TeamMember): readonly string[] {
  return roles.map((it) => `${roleTitle(it.role)}(${formatDateShort(it.termEnd)}まで)`);
}

const COURSE_WORDS = LEARNING_STATE_WORDS;

/** How a course of somebody stands, by the name of its state of learning. */
export function courseState({ state, isStarted }: TeamCourse) {
  if (state === 'open') return isStarted ? 'in_progress' : 'not_started';
  if (state === 'overdue') return 'overdue';
  return state === 'done' ? 'completed' : 'exempted';
}

/** The same of everything that somebody is asked to learn. */
export const STANDING_STATES = {
  overdue: 'overdue',
  open: 'not_started',
  started: 'in_progress',
  done: 'completed',
} as const satisfies Readonly<Partial<Record<TeamStanding, keyof typeof LEARNING_STATE_WORDS>>>;

function standingWord(row: TeamMember): string {
  if (row.standing !== 'left_out') return LEARNING_STATE_WORDS[STANDING_STATES[row.standing]];
  return `対象外(${leftOutWord(row)})`;
}

/** Why somebody is not asked. */
export function leftOutWord({ mandatoryState }: TeamMember): string {
  const why = mandatoryState === 'open' || mandatoryState === 'done' ? null : mandatoryState;
  return why === null ? '' : LEFT_OUT_WORDS[why];
}
