import {
  roleTitle,
  type DxRole,
  LETTER_WORDS,
  type PlannedName,
  type Requirement,
  requirementGroups,
  type RequirementNames,
  type RoleVersion,
  wantedText,
  dxRoles,
} from '@app/appointments';
import {
  addDays,
  formatDateShort,
  formatRange,
  type LocalDate,
  things,
  addedRoleOf,
  roleWordKey,
} from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import type { FormView } from '../../../shell/forms';

export const ROLES = '/appointments/roles';
export const ROLES_CRUMB = ['役割と要件', ROLES] as const;

/** The first versions hold from before anything was recorded: their technical day says nothing to a reader. */
const FIRST_DAY = '2000-01-01';

export function roleHref(role: DxRole): string {
  return `${ROLES}/${role}`;
}

/** Roles with what they ask for on the day; those that have not begun stand below. */
export function rolesView(
  versions: readonly RoleVersion[],
  { names, canManage }: Pick<RoleFrame, 'names' | 'canManage'>,
) {
  const others = dxRoles().filter((role) => versions.every((it) => it.role !== role));
  return {
    title: '役割と要件',
    breadcrumb: breadcrumb(LIST_CRUMB, ['役割と要件']),
    summary: versions
      .filter(({ isEnded }) => !isEnded)
      .map(requiredSentence)
      .join(''),
    newHref: canManage ? `${ROLES}/new` : '',
    waiting: others.map((role) => ({ text: roleTitle(role), href: roleHref(role) })),
    table: listTable(rolesList(names), versions, {
      caption: '役割と要件',
      hidesCaption: true,
      path: '',
      query: {},
    }),
  };
}

function requiredSentence({ role, requirements, isEnded }: RoleVersion): string {
  if (isEnded) return `${roleTitle(role)}は終えた役割です。新しい任命はできません。`;
  const required = requirementGroups(requirements.filter(({ isRequired }) => isRequired));
  return required.length === 0
    ? `${roleTitle(role)}に、必須の要件はありません。`
    : `${roleTitle(role)}の必須の要件は${things(required.length)}です。`;
}

function rolesList(names: RequirementNames): List<RoleVersion> {
  const lines = (version: RoleVersion, isRequired: boolean) =>
    requirementLines(version.requirements, isRequired, names);
  const column = (key: string, heading: string, isRequired: boolean) => ({
    ...{ key, heading, keepsLabel: true },
    value: (row: RoleVersion) => lines(row, isRequired).join('、'),
    show: (row: RoleVersion) => {
      const texts = lines(row, isRequired);
      return texts.length === 0 ? { text: 'なし' } : { text: '', lines: texts };
    },
  });
  return {
    name: '役割と要件',
    columns: [
      {
        key: 'role',
        heading: '役割',
        isRowHeading: true,
        value: ({ role }) => roleTitle(role),
        show: ({ role }) => ({ text: roleTitle(role), href: roleHref(role) }),
      },
      column('required', '必須', true),
      column('desirable', '望ましい', false),
      { key: 'term', heading: 'ふつうの任期', keepsLabel: true, value: (row) => termText(row) },
      { key: 'version', heading: '版', keepsLabel: true, value: (row) => versionName(row) },
    ],
  };
}

/** One line for each requirement, and one for those of which one is enough. */
export function requirementLines(
  requirements: readonly Requirement[],
  isRequired: boolean,
  names: RequirementNames,
): readonly string[] {
  const asked = requirements.filter((it) => it.isRequired === isRequired);
  return requirementGroups(asked).map((group) => groupText(group, names));
}

export function groupText(group: readonly Requirement[], names: RequirementNames): string {
  const texts = group.map(({ wanted }) => wantedText(wanted, names));
  return texts.length === 1 ? (texts[0] ?? '') : `次のどれか1つ: ${texts.join(' / ')}`;
}

export function termText({ termMonths }: Pick<RoleVersion, 'termMonths'>): string {
  return termMonths === null ? '3年度目の末日まで' : `${String(termMonths)}か月`;
}

export function versionName({ version }: Pick<RoleVersion, 'version'>): string {
  return `第${String(version)}版`;
}

export function newRoleView(form: FormView<'word' | 'short'>) {
  return {
    title: '役割を加える',
    breadcrumb: breadcrumb(LIST_CRUMB, ROLES_CRUMB, ['役割を加える']),
    summary: '加えた役割は、要件の最初の版を登録すると、その日から推薦と任命ができます。',
    action: `${ROLES}/new`,
    back: ROLES,
    submit: '役割を加える',
    isRenaming: false,
    form,
  };
}

export function renamingView(role: DxRole, form: FormView<'word' | 'short' | 'validFrom'>) {
  return {
    title: `${roleTitle(role)}の名前`,
    breadcrumb: breadcrumb(LIST_CRUMB, ROLES_CRUMB, [roleTitle(role), roleHref(role)], ['名前']),
    summary: '役割の名前を、選んだ日から変えます。',
    action: `${roleHref(role)}/name`,
    back: roleHref(role),
    submit: '名前を登録する',
    isRenaming: true,
    form,
  };
}

/** The question before a role is taken away; without a button where something stands against it. */
export function removingView(role: DxRole, obstacle: string, form: FormView<never>) {
  const title = roleTitle(role);
  return {
    title: '役割を取り除く',
    head: pageHead(
      '役割を取り除く',
      breadcrumb(LIST_CRUMB, ROLES_CRUMB, [title, roleHref(role)], ['取り除く']),
      `${title}を、役割の一覧から取り除きます。`,
    ),
    form,
    confirm:
      obstacle === ''
        ? confirm(
            {
              action: `${roleHref(role)}/remove`,
              button: '役割を取り除く',
              happens: ['取り除いた役割は元に戻せません。要るときは、もう一度加えてください。'],
              stays: ['加えたことと取り除いたことは、した人とともに操作の記録に残ります。'],
            },
            roleHref(role),
          )
        : confirm({ action: '', button: '', happens: [obstacle] }, roleHref(role), '役割に戻る'),
  };
}

interface RoleFrame {
  readonly role: DxRole;
  readonly names: RequirementNames;
  readonly canManage: boolean;
  readonly today: LocalDate;
  /** What it is called from later days, and what stands against withdrawing that. */
  readonly planned: readonly (PlannedName & { readonly obstacle: string })[];
  /** What stands against withdrawing the newest version; empty: nothing does. */
  readonly obstacle: string;
  readonly canRemove: boolean;
}

/** The version of today in full, then every version there has been. */
export function roleView(
  versions: readonly RoleVersion[],
  { role, names, planned, canManage, today, obstacle, canRemove }: RoleFrame,
) {
  const now = versions.find((it) => it.validFrom <= today);
  const title = `${roleTitle(role)}の要件`;
  return {
    title,
    breadcrumb: breadcrumb(LIST_CRUMB, ROLES_CRUMB, [roleTitle(role)]),
    summary:
      now === undefined
        ? notBegunText(role, versions)
        : `${requiredSentence(now)}${heldSentence(now)}`,
    newHref: canManage ? `${roleHref(role)}/new` : '',
    newLabel: versions.length === 0 ? '最初の版を作る' : '新しい版を作る',
    nameHref: canManage && isAdded(role) ? `${roleHref(role)}/name` : '',
    removeHref: canRemove ? `${roleHref(role)}/remove` : '',
    now: now === undefined ? null : contentOf(now, names),
    planned: planned.map((it) => ({
      text: plannedText(it),
      validFrom: it.validFrom,
      ...withdrawal(`${roleHref(role)}/name/withdraw`, canManage && isAdded(role), it.obstacle),
    })),
    versions: versions.map((it) => ({
      name: versionName(it),
      number: it.version,
      period: periodText(it),
      note: it.note,
      state: stateChip(validityOf(it, today)),
      ...withdrawal(
        `${roleHref(role)}/withdraw`,
        canManage && it === versions[0] && it.validFrom > today,
        obstacle,
      ),
      facts: contentOf(it, names),
    })),
  };
}

/** The button, or why there is none. */
function withdrawal(action: string, isOffered: boolean, obstacle: string) {
  return {
    withdrawAction: isOffered && obstacle === '' ? action : '',
    obstacle: isOffered ? obstacle : '',
  };
}

/** 「令和9年4月1日から「改善推進員」(文の中では「推進員」)」. */
function plannedText({ word, short, validFrom }: PlannedName): string {
  const within = short === word ? '' : `(文の中では「${short}」)`;
  return `${formatDateShort(validFrom)}から「${word}」${within}`;
}

/** Labels, each with its lines; none is 「なし」. */
export function contentOf(
  version: Pick<RoleVersion, 'requirements' | 'termMonths' | 'letter' | 'together' | 'isEnded'>,
  names: RequirementNames,
) {
  return [
    { label: '必須', lines: requirementLines(version.requirements, true, names) },
    { label: '望ましい', lines: requirementLines(version.requirements, false, names) },
    { label: 'ふつうの任期', lines: [termText(version)] },
    { label: '書面', lines: [LETTER_WORDS[version.letter]] },
    { label: 'ほかの役割との兼務', lines: [version.together ? '認める' : '認めない'] },
    ...(version.isEnded ? [{ label: '新しい任命', lines: ['行わない(役割を終える)'] }] : []),
  ];
}

/** One that the city added: its name is changed here, that of the others with the city's words. */
export function isAdded(role: DxRole): boolean {
  return addedRoleOf(roleWordKey(role)) !== null;
}

function notBegunText(role: DxRole, versions: readonly RoleVersion[]): string {
  const first = versions.at(-1);
  return first === undefined
    ? `${roleTitle(role)}の要件の版が、まだありません。最初の版を登録すると、その日から推薦と任命ができます。`
    : `${roleTitle(role)}は${formatDateShort(first.validFrom)}から始まります。`;
}

function heldSentence(version: RoleVersion): string {
  return version.validFrom <= FIRST_DAY
    ? ''
    : `${formatDateShort(version.validFrom)}からの${versionName(version)}です。`;
}

function periodText({ validFrom, validUntil }: RoleVersion): string {
  if (validFrom > FIRST_DAY) return formatRange(validFrom, validUntil);
  return validUntil === null ? '当初から' : `当初から${formatDateShort(validUntil)}まで`;
}

function validityOf({ validFrom, validUntil }: RoleVersion, today: LocalDate) {
  if (validFrom > today) return 'validity.ahead';
  return validUntil === null || addDays(validUntil, 1) > today
    ? 'validity.in_force'
    : 'validity.over';
}
