import {
  DX_ROLE_WORDS,
  type DxRole,
  LETTER_WORDS,
  type Requirement,
  requirementGroups,
  type RequirementNames,
  type RoleVersion,
  wantedText,
} from '@app/appointments';
import { addDays, formatDateShort, formatRange, type LocalDate, things } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';

export const ROLES = '/appointments/roles';
export const ROLES_CRUMB = ['役割と要件', ROLES] as const;

/** The first versions hold from before anything was recorded: their technical day says nothing to a reader. */
const FIRST_DAY = '2000-01-01';

export function roleHref(role: DxRole): string {
  return `${ROLES}/${role}`;
}

export function rolesView(all: readonly RoleVersion[], names: RequirementNames) {
  const versions = all.toSorted((a, b) => a.role.localeCompare(b.role));
  return {
    title: '役割と要件',
    breadcrumb: breadcrumb(LIST_CRUMB, ['役割と要件']),
    summary: versions.map(requiredSentence).join(''),
    table: listTable(rolesList(names), versions, {
      caption: '役割と要件',
      hidesCaption: true,
      path: '',
      query: {},
    }),
  };
}

function requiredSentence({ role, requirements }: RoleVersion): string {
  const required = requirementGroups(requirements.filter(({ isRequired }) => isRequired));
  return required.length === 0
    ? `${DX_ROLE_WORDS[role]}に、必須の要件はありません。`
    : `${DX_ROLE_WORDS[role]}の必須の要件は${things(required.length)}です。`;
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
        value: ({ role }) => DX_ROLE_WORDS[role],
        show: ({ role }) => ({ text: DX_ROLE_WORDS[role], href: roleHref(role) }),
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

interface RoleFrame {
  readonly role: DxRole;
  readonly names: RequirementNames;
  readonly canManage: boolean;
  readonly today: LocalDate;
}

/** The version of today in full, then every version there has been. */
export function roleView(
  versions: readonly RoleVersion[],
  { role, names, canManage, today }: RoleFrame,
) {
  const now = versions.find((it) => it.validFrom <= today);
  const title = `${DX_ROLE_WORDS[role]}の要件`;
  return {
    title,
    breadcrumb: breadcrumb(LIST_CRUMB, ROLES_CRUMB, [DX_ROLE_WORDS[role]]),
    summary:
      now === undefined
        ? '有効な要件はありません。'
        : `${requiredSentence(now)}${heldSentence(now)}`,
    newHref: canManage ? `${roleHref(role)}/new` : '',
    now: now === undefined ? null : contentOf(now, names),
    versions: versions.map((it) => ({
      name: versionName(it),
      number: it.version,
      period: periodText(it),
      note: it.note,
      state: stateChip(validityOf(it, today)),
      withdrawAction:
        canManage && it === versions[0] && it.validFrom > today ? `${roleHref(role)}/withdraw` : '',
      facts: contentOf(it, names),
    })),
  };
}

/** Labels, each with its lines; none is 「なし」. */
export function contentOf(
  version: Pick<RoleVersion, 'requirements' | 'termMonths' | 'letter'>,
  names: RequirementNames,
) {
  return [
    { label: '必須', lines: requirementLines(version.requirements, true, names) },
    { label: '望ましい', lines: requirementLines(version.requirements, false, names) },
    { label: 'ふつうの任期', lines: [termText(version)] },
    { label: '書面', lines: [LETTER_WORDS[version.letter]] },
  ];
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
