import {
  roleTitle,
  type GroupMeeting,
  impossibleGroups,
  isStep,
  type NewRoleVersion,
  type PlannedVersion,
  type RequirementNames,
  type RolePreview,
} from '@app/appointments';
import {
  formatDateShort,
  listText,
  type LocalDate,
  numberText,
  people,
  units,
  words,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { address, breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { STEPS_NOTE } from './new-version.views';
import { contentOf, groupText, roleHref, ROLES_CRUMB } from './roles.views';

interface PreviewFrame {
  readonly form: FormView<'warningsAccepted' | 'warningsSeen'>;
  readonly names: RequirementNames;
  readonly hidden: Readonly<Record<string, string>>;
  readonly today: LocalDate;
}

/** Who meets the version today: the city, each requirement, each unit. */
export function previewView(
  { preview, effects, version, mark }: PlannedVersion,
  input: NewRoleVersion,
  { form, names, hidden, today }: PreviewFrame,
) {
  const { role, requirements } = input;
  const impossible = impossibleGroups(preview).map((group) => warningText(group, names));
  const lines = [...effects, ...impossible];
  const asked = tickAsked(form, lines);
  return {
    title: `${roleTitle(role)}の要件の第${String(version)}版`,
    breadcrumb: breadcrumb(
      LIST_CRUMB,
      ROLES_CRUMB,
      [roleTitle(role), roleHref(role)],
      ['登録の確認'],
    ),
    summary: meetingSentence(preview, input),
    note: !input.isEnded && requirements.some(({ wanted }) => isStep(wanted)) ? STEPS_NOTE() : '',
    facts: [
      ...contentOf(input, names),
      { label: 'いつから', lines: [formatDateShort(input.validFrom)] },
      ...(version === 1 ? [] : [{ label: '変更の理由', lines: [input.note] }]),
    ],
    groups:
      preview.groups.length === 0
        ? null
        : listTable(groupsList(names), preview.groups, {
            ...UNSORTED,
            caption: '要件ごとの人数',
          }),
    units: input.isEnded
      ? null
      : listTable(UNITS, preview.units, { ...UNSORTED, caption: unitsCaption() }),
    unitsTitle: unitsCaption(),
    unitsNote: unitsNote(),
    form: asked,
    action: `${roleHref(role)}/preview`,
    back: address(`${roleHref(role)}/new`, hidden),
    hidden: Object.entries({ ...hidden, seen: mark })
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, value })),
    afterwards:
      input.validFrom > today
        ? '登録した版は、始まる日の前日まで取りやめることができます。'
        : '本日から始まる版は、登録すると取りやめられません。改めるときは、明日からの新しい版を登録してください。',
    warnings: lines,
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで登録します'),
  };
}

const UNSORTED = { hidesCaption: true, path: '', query: {} } as const;

const unitsNote = () =>
  `${words.leaderTitle}を置く${words.unit}(その下の所属を含む)に主務のある在職者を数えています。そのほかの所属の人と、主務のない人は、この表にいません。`;

const unitsCaption = () => `${words.unit}ごとの人数`;

function meetingSentence(
  preview: RolePreview,
  { role, validFrom, isEnded, requirements }: NewRoleVersion,
): string {
  if (isEnded)
    return `${formatDateShort(validFrom)}に、${roleTitle(role)}を終えます。この日からは、新しい推薦と任命をしません。`;
  if (!requirements.some(({ isRequired }) => isRequired))
    return '必須の要件はありません。在職者のだれでも任命できます。';
  return `必須の要件をいま満たしているのは、在職者${people(preview.people)}のうち${people(preview.meeting)}です。`;
}

function warningText({ requirements, unmetUnits }: GroupMeeting, names: RequirementNames): string {
  return `必須の「${groupText(requirements, names)}」を満たす人が1人もいない${words.unit}が${units(unmetUnits.length)}あります(${listText(unmetUnits, words.unit)})。`;
}

function groupsList(names: RequirementNames): List<GroupMeeting> {
  return {
    name: '要件ごとの人数',
    columns: [
      {
        key: 'requirement',
        heading: '要件',
        isRowHeading: true,
        value: ({ requirements }) => groupText(requirements, names),
      },
      {
        key: 'need',
        heading: '区分',
        value: ({ requirements }) =>
          requirements.some(({ isRequired }) => isRequired) ? '必須' : '望ましい',
      },
      {
        key: 'meeting',
        heading: '満たす人',
        isNumber: true,
        counter: '名',
        value: ({ meeting }) => meeting,
      },
      {
        key: 'unmet',
        heading: `満たす人がいない${words.unit}`,
        keepsLabel: true,
        value: ({ unmetUnits }) =>
          unmetUnits.length === 0 ? 'なし' : listText(unmetUnits, words.unit),
      },
    ],
  };
}

const UNITS: List<RolePreview['units'][number]> = {
  name: '所属ごとの人数',
  columns: [
    { key: 'unit', heading: '所属', isRowHeading: true, value: ({ name }) => name },
    {
      key: 'people',
      heading: '在職',
      isNumber: true,
      counter: '名',
      value: (row) => row.people,
      show: (row) => ({ text: numberText(row.people) }),
    },
    {
      key: 'meeting',
      heading: '必須を満たす人',
      isNumber: true,
      counter: '名',
      value: ({ meeting }) => meeting,
    },
  ],
};
