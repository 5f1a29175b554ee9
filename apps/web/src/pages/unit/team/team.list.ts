import type { Team, TeamAsked, TeamCourse, TeamMember } from '@app/coverage';
import {
  courseState,
  isOpenCourse,
  leftOutWord,
  notesOf,
  openCourseTexts,
  otherCourseTexts,
  ownColumns,
  STANDING_STATES,
  teamInFiles,
  teamRoleTexts,
  type TeamTab,
} from '@app/exports';
import { formatDateShort } from '@app/platform';
import { type List, type PageColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';

const NONE = '―';
const HELD = stateChip('record.held');

/** By name, and by unit where there is more than one. */
const SHOWN: Readonly<Record<string, PageColumn<TeamMember>>> = {
  name: {
    isRowHeading: true,
    sort: 'name',
    show: (row) => ({ text: '', person: personName(row, { isOfOwnUnit: true }) }),
  },
  unit: { sort: 'unit', dropsWhenConstant: true },
  mandatory: { show: (row) => ({ text: '', chip: standingChip(row), notes: notesOf(row) }) },
  open: { sort: 'due', show: (row) => linesOf(openCourseTexts(row)) },
  itPassport: {
    keepsLabel: true,
    show: (row) => (row.isHolder ? { text: '', chip: HELD } : { text: NONE }),
  },
  roles: { show: (row) => linesOf(teamRoleTexts(row)) },
};

/** The list that a tab shows, which is also what its files hold. */
export function teamTabList(team: Pick<Team, 'asked'>, tab: TeamTab): List<TeamMember> {
  const courses = tab === 'open' ? ownColumns(team.asked) : [];
  return shownList(teamInFiles(team, tab), {
    ...SHOWN,
    others: { show: (row) => linesOf(otherCourseTexts(row, team.asked)) },
    ...Object.fromEntries(courses.map((asked) => [asked.title, courseShown(asked)])),
  });
}

/** The due date stands in the heading where it is the same for all, else beside each state. */
function courseShown({ title, firstDue, lastDue }: TeamAsked): PageColumn<TeamMember> {
  const isSame = firstDue !== null && firstDue === lastDue;
  return {
    ...(isSame && { note: `期限 ${formatDateShort(firstDue)}` }),
    keepsLabel: true,
    show: (row) => {
      const course = row.courses.find((it) => it.title === title);
      if (course === undefined) return { text: NONE };
      const hint = isOpenCourse(course) && !isSame && course.dueOn !== null;
      return {
        text: '',
        chip: courseChip(course),
        hint: hint && course.dueOn !== null ? `期限 ${formatDateShort(course.dueOn)}` : '',
      };
    },
  };
}

function linesOf(lines: readonly string[]) {
  return lines.length === 0 ? { text: NONE } : { text: '', lines };
}

function courseChip(course: TeamCourse): ChipView {
  return stateChip(`learning.${courseState(course)}`);
}

function standingChip(row: TeamMember): ChipView {
  if (row.standing !== 'left_out') return stateChip(`learning.${STANDING_STATES[row.standing]}`);
  return stateChip('learning.left_out', leftOutWord(row));
}
