import { roleTitle } from '@app/appointments';
import {
  LEFT_OUT_WORDS,
  type TeamAsked,
  type TeamCourse,
  type TeamMember,
  type TeamStanding,
} from '@app/coverage';
import { formatDateShort, words } from '@app/platform';
import type { List, ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';

const NONE = '―';
const HELD = stateChip('record.held');
/** So many courses have columns of their own; what else is open stands in one more. */
const MOST_COURSES = 4;

/** Everybody of a unit, for its head's page and files: mandated learning, never a score or what was chosen freely. */
export function teamList(): List<TeamMember> {
  return {
    name: '職員の一覧',
    columns: [
      ...whoColumns(),
      {
        key: 'mandatory',
        heading: '必修',
        value: (row) => [standingChip(row).label, ...notesOf(row)].join('、'),
        show: (row) => ({ text: '', chip: standingChip(row), notes: notesOf(row) }),
      },
      {
        key: 'open',
        heading: `終わっていない${words.course}`,
        sort: 'due',
        value: (row) => openCourses(row).map(courseText).join('、'),
        show: (row) => linesOf(openCourses(row).map(courseText)),
      },
    ],
  };
}

/** Who has something mandatory to finish: one column for each course, what most have still to do first. */
export function unfinishedList(asked: readonly TeamAsked[]): List<TeamMember> {
  const shown = asked.slice(0, MOST_COURSES);
  const titles = shown.map((it) => it.title);
  const others = asked.length > shown.length ? [otherCourses(titles)] : [];
  return {
    name: '終わっていない人の一覧',
    columns: [...whoColumns(), ...shown.map(courseColumn), ...others],
  };
}

/** Who has a role or holds the certificate. */
export function qualifiedList(): List<TeamMember> {
  return {
    name: '役割と資格のある人の一覧',
    columns: [
      ...whoColumns(),
      {
        key: 'itPassport',
        heading: 'ITパスポート',
        keepsLabel: true,
        value: (row) => (row.isHolder ? HELD.label : ''),
        show: (row) => (row.isHolder ? { text: '', chip: HELD } : { text: NONE }),
      },
      {
        key: 'roles',
        heading: '役割(任期)',
        value: (row) => roleTexts(row).join('、'),
        show: (row) => linesOf(roleTexts(row)),
      },
    ],
  };
}

/** By name, and by unit where there is more than one. */
function whoColumns(): readonly ListColumn<TeamMember>[] {
  return [
    { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      sort: 'name',
      value: (row) => row.name,
      show: (row) => ({ text: '', person: personName(row, { isOfOwnUnit: true }) }),
    },
    {
      key: 'unit',
      heading: '所属',
      sort: 'unit',
      dropsWhenConstant: true,
      value: (row) => row.unitName,
    },
    { key: 'postTitle', heading: '職名', value: (row) => row.postTitle },
  ];
}

/** The due date stands in the heading where it is the same for all, else beside each state. */
function courseColumn({ title, firstDue, lastDue }: TeamAsked): ListColumn<TeamMember> {
  const isSame = firstDue !== null && firstDue === lastDue;
  const find = (row: TeamMember) => row.courses.find((it) => it.title === title);
  return {
    key: title,
    heading: title,
    ...(isSame && { note: `期限 ${formatDateShort(firstDue)}` }),
    keepsLabel: true,
    value: (row) => {
      const course = find(row);
      if (course === undefined) return '';
      const due = isOpen(course) ? dueText(course) : '';
      return courseChip(course).label + due;
    },
    show: (row) => {
      const course = find(row);
      if (course === undefined) return { text: NONE };
      const hint = isOpen(course) && !isSame && course.dueOn !== null;
      return {
        text: '',
        chip: courseChip(course),
        hint: hint && course.dueOn !== null ? `期限 ${formatDateShort(course.dueOn)}` : '',
      };
    },
  };
}

function otherCourses(titles: readonly string[]): ListColumn<TeamMember> {
  const texts = (row: TeamMember) =>
    openCourses(row)
      .filter(({ title }) => !titles.includes(title))
      .map(courseText);
  return {
    key: 'others',
    heading: `ほかの${words.course}`,
    value: (row) => texts(row).join('、'),
    show: (row) => linesOf(texts(row)),
  };
}

function linesOf(lines: readonly string[]) {
  return lines.length === 0 ? { text: NONE } : { text: '', lines };
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
  return IS_ASKED[member.standing] ? member.courses.filter(isOpen) : [];
}

/** Asked like everybody else, though the figures of the city leave out the employment type. */
function notesOf({ mandatoryState, standing }: TeamMember): readonly string[] {
  const isUncounted = mandatoryState === 'employment_type' && standing !== 'left_out';
  return isUncounted ? ['市の数字には含めません'] : [];
}

function isOpen({ state }: TeamCourse): boolean {
  return state === 'open' || state === 'overdue';
}

function courseText(course: TeamCourse): string {
  return course.title + dueText(course);
}

function dueText({ dueOn }: TeamCourse): string {
  return dueOn === null ? '' : `(期限 ${formatDateShort(dueOn)})`;
}

function roleTexts({ roles }: TeamMember): readonly string[] {
  return roles.map((it) => `${roleTitle(it.role)}(${formatDateShort(it.termEnd)}まで)`);
}

function courseChip({ state, isStarted }: TeamCourse): ChipView {
  if (state === 'open') return stateChip(`learning.${isStarted ? 'in_progress' : 'not_started'}`);
  if (state === 'overdue') return stateChip('learning.overdue');
  return stateChip(state === 'done' ? 'learning.completed' : 'learning.exempted');
}

const STANDING_KEYS = {
  overdue: 'learning.overdue',
  open: 'learning.not_started',
  started: 'learning.in_progress',
  done: 'learning.completed',
} as const;

function standingChip({ standing, mandatoryState }: TeamMember): ChipView {
  if (standing !== 'left_out') return stateChip(STANDING_KEYS[standing]);
  const why = mandatoryState === 'open' || mandatoryState === 'done' ? null : mandatoryState;
  return stateChip('learning.left_out', why === null ? '' : LEFT_OUT_WORDS[why]);
}
