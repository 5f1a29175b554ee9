import type { TeamUnit } from '@app/coverage';
import type { DeputyCandidate, DeputyRow } from '@app/organization';
import { addDays, formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import { deputiesHref, teamHref } from '../team/team-links';

export type DeputyField = 'person' | 'from' | 'until' | 'reason';

export function endAction(code: string, id: string): string {
  return `${deputiesHref(code)}/${id}/end`;
}

interface Frame {
  readonly unit: TeamUnit;
  readonly deputies: readonly DeputyRow[];
  readonly candidates: readonly DeputyCandidate[];
  readonly form: FormView<DeputyField>;
  readonly heads: boolean;
  /** False for a deputy: they name nobody. */
  readonly mayName: boolean;
  readonly today: LocalDate;
}

export function deputiesView({ unit, deputies, candidates, form, ...frame }: Frame) {
  const title = `${unit.name}の代理`;
  return {
    title,
    breadcrumb: breadcrumb(
      frame.heads ? [`わたしの${words.unit}`, '/team'] : ['充足状況', '/coverage'],
      [unit.name, teamHref(unit.code)],
      ['代理'],
    ),
    summary: summaryOf(deputies, frame.today),
    table:
      deputies.length === 0
        ? null
        : listTable(listOf(unit, frame), deputies, { caption: '代理の一覧', path: '', query: {} }),
    note: frame.mayName
      ? ''
      : `代理は、${words.unitHead}か${words.programOffice}が定めます。代理の人が、さらに代理を定めることはできません。`,
    form,
    action: deputiesHref(unit.code),
    candidates: [
      { value: '', text: '選んでください' },
      ...candidates.map(({ personId, name, staffNumber, postTitle, unitName }) => ({
        value: personId,
        text: [name, staffNumber, [unitName, postTitle].filter(Boolean).join(' ')].join('・'),
      })),
    ],
  };
}

function summaryOf(deputies: readonly DeputyRow[], today: LocalDate): string {
  const now = deputies.filter((row) => row.validFrom <= today && row.validTo > today);
  if (now.length === 0) return `${words.unitHead}の代理を務めている人は、いまいません。`;
  return now
    .map(({ name, validTo }) => `${name}さんが${formatDateShort(addDays(validTo, -1))}まで`)
    .join('、')
    .concat(`、${words.unitHead}の代理を務めています。`);
}

function listOf(
  { code }: TeamUnit,
  { mayName, today }: Pick<Frame, 'mayName' | 'today'>,
): List<DeputyRow> {
  return {
    name: '代理の一覧',
    columns: [
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: ({ name }) => name,
        show: (row) => ({ text: '', person: personName(row) }),
      },
      {
        key: 'days',
        heading: '期間',
        value: ({ validFrom, validTo }) => formatRange(validFrom, addDays(validTo, -1)),
      },
      { key: 'state', heading: '状態', value: (row) => stateOf(row, today) },
      { key: 'reason', heading: '理由', value: ({ reason }) => reason },
      ...(mayName
        ? [
            {
              key: 'act',
              heading: '操作',
              only: 'page' as const,
              value: () => null,
              slot: (row: DeputyRow) => ({
                action: row.validTo > today ? endAction(code, row.id) : '',
                label: row.validFrom > today ? '取りやめる' : '今日から終える',
                name: row.name,
              }),
            },
          ]
        : []),
    ],
  };
}

function stateOf({ validFrom, validTo }: DeputyRow, today: LocalDate): string {
  if (validTo <= today) return '終了';
  return validFrom > today ? '開始前' : '代理中';
}
