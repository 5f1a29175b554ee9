import { DX_ROLE_WORDS } from '@app/appointments';
import { LEFT_OUT_WORDS, type TeamCourse, type TeamMember } from '@app/coverage';
import { formatDateShort, words } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';

const NONE = '―';
const HELD = stateChip('record.held');

/** The people of a unit, for its head's page and files: mandated learning, never a score or what was chosen freely. */
export function teamList(): List<TeamMember> {
  return {
    name: '職員の一覧',
    columns: [
      {
        key: 'staffNumber',
        heading: '職員番号',
        only: 'file',
        value: (row) => row.staffNumber,
      },
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: (row) => row.name,
        show: (row) => ({ text: '', person: personName(row, { isOfOwnUnit: true }) }),
      },
      { key: 'unit', heading: '所属', dropsWhenConstant: true, value: (row) => row.unitName },
      { key: 'postTitle', heading: '職名', value: (row) => row.postTitle },
      {
        key: 'mandatory',
        heading: '必修',
        value: (row) => [mandatoryChip(row).label, ...notesOf(row)].join('、'),
        show: (row) => ({ text: '', chip: mandatoryChip(row), notes: notesOf(row) }),
      },
      {
        key: 'open',
        heading: `終わっていない${words.course}`,
        value: (row) => openTexts(row).join('、'),
        show: (row) => linesOf(openTexts(row)),
      },
      {
        key: 'itPassport',
        heading: 'ITパスポート',
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

export function isOverdue({ courses }: TeamMember): boolean {
  return courses.some((it) => it.state === 'overdue');
}

function linesOf(lines: readonly string[]) {
  return lines.length === 0 ? { text: NONE } : { text: '', lines };
}

/** Who is on leave or seconded is not asked to learn; what is open then is not shown as a debt. */
function openTexts(member: TeamMember): readonly string[] {
  const isAsked = member.mandatoryState === 'open' || isUncounted(member);
  return isAsked ? member.courses.filter(isOpen).map(courseText) : [];
}

/** Asked like everybody else, though the figures of the city leave out the employment type. */
function isUncounted({ mandatoryState, courses }: TeamMember): boolean {
  return mandatoryState === 'employment_type' && courses.some(({ state }) => state !== 'exempt');
}

function notesOf(member: TeamMember): readonly string[] {
  return isUncounted(member) ? ['市の数字には含めません'] : [];
}

function isOpen({ state }: TeamCourse): boolean {
  return state === 'open' || state === 'overdue';
}

function courseText({ title, dueOn }: TeamCourse): string {
  return dueOn === null ? title : `${title}(期限 ${formatDateShort(dueOn)})`;
}

function roleTexts({ roles }: TeamMember): readonly string[] {
  return roles.map((it) => `${DX_ROLE_WORDS[it.role]}(${formatDateShort(it.termEnd)}まで)`);
}

function mandatoryChip(member: TeamMember): ChipView {
  const { mandatoryState } = member;
  const isFinished = isUncounted(member) && !member.courses.some(isOpen);
  if (mandatoryState === 'done' || isFinished) return stateChip('learning.completed');
  if (mandatoryState !== 'open' && !isUncounted(member))
    return stateChip('learning.left_out', LEFT_OUT_WORDS[mandatoryState]);
  if (isOverdue(member)) return stateChip('learning.overdue');
  return stateChip(isUnderWay(member) ? 'learning.in_progress' : 'learning.not_started');
}

/** Has finished or begun some of it. */
function isUnderWay({ courses }: TeamMember): boolean {
  return courses.some(({ state, isStarted }) => isStarted || state === 'done');
}
