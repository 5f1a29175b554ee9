import { SYSTEM_ROLE_WORDS, type SystemRole } from '@app/access';
import { REPORT_PAPERS } from '@app/coverage';
import {
  type ListedSchedule,
  REPORT_PAPER_WORDS,
  REPORT_PERIOD_WORDS,
  REPORT_PERIODS,
} from '@app/exports';
import { formatDateShort, people, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { COVERAGE_CRUMB } from '../publications/publication-words';
import { RECIPIENTS } from './reports.forms';

export const PATH = '/coverage/reports';
const TITLE = '定期報告';

export function reportsView(rows: readonly ListedSchedule[], canChange: boolean) {
  const going = rows.filter(({ validTo }) => validTo === null).length;
  return {
    title: TITLE,
    breadcrumb: breadcrumb(COVERAGE_CRUMB, [TITLE]),
    summary:
      rows.length === 0
        ? '定期報告は、まだありません。'
        : `続いている定期報告は${things(going)}です。`,
    newHref: canChange ? `${PATH}/new` : '',
    table: listTable(reportsList(canChange), rows, {
      ...{ caption: `定期報告(${things(rows.length)})`, path: '', query: {} },
    }),
    note: '月の終わりに書きとめた数字から、翌月(四半期は、終わりの翌月)の最初の開庁日に作ります。サーバーが止まっていた間の分は、動き出してから作ります。確定した数字ではなく、氏名は載せません。',
  };
}

/** Each report that is made again and again. */
function reportsList(canChange: boolean): List<ListedSchedule> {
  return {
    name: TITLE,
    columns: [
      {
        key: 'paper',
        heading: '書類',
        isRowHeading: true,
        value: nameOf,
        show: (row) => ({ text: nameOf(row), hint: `${formatDateShort(row.validFrom)}から` }),
      },
      { key: 'roles', heading: '宛先', value: (row) => rolesText(row.roles) },
      {
        key: 'state',
        heading: '状態',
        value: (row) => chipOf(row).label,
        show: (row) => ({ text: '', chip: chipOf(row) }),
      },
      {
        key: 'next',
        heading: '次の作成日',
        keepsLabel: true,
        value: ({ next }) => dayCell(next?.dueOn ?? null),
        show: ({ next }) =>
          next === null
            ? { text: '―' }
            : {
                text: formatDateShort(next.dueOn),
                hint: `${formatDateShort(next.asOf)}現在の分`,
              },
      },
      {
        key: 'runs',
        heading: 'これまでの作成',
        keepsLabel: true,
        value: () => null,
        show: ({ runs }) => ({
          text: runs.length === 0 ? 'まだありません' : '',
          lines: runs.map(
            ({ asOf, recipients }) => `${formatDateShort(asOf)}現在の分 ${people(recipients)}へ`,
          ),
        }),
      },
      ...(canChange ? [ACTS] : []),
    ],
  };
}

const ACTS: ListColumn<ListedSchedule> = {
  ...{ key: 'acts', heading: '操作', only: 'page', value: () => null },
  slot: (row) => ({
    end: row.validTo === null ? `${PATH}/${row.id}/end` : '',
    name: nameOf(row),
  }),
};

/** 「一枚もの(PDF) 毎月」 */
function nameOf({ paper, period }: ListedSchedule): string {
  return `${REPORT_PAPER_WORDS[paper]} ${REPORT_PERIOD_WORDS[period]}`;
}

function chipOf({ validTo }: ListedSchedule) {
  return stateChip(validTo === null ? 'report.going' : 'report.ended');
}

function rolesText(roles: readonly SystemRole[]): string {
  return roles.map((role) => SYSTEM_ROLE_WORDS[role]).join('、');
}

export function newReportView(form: FormView<'paper' | 'period' | 'roles'>) {
  return {
    title: '定期報告を追加する',
    breadcrumb: breadcrumb(COVERAGE_CRUMB, [TITLE, PATH], ['追加する']),
    summary:
      '最初の開庁日に作り、宛先の権限がある人それぞれの「保存したファイル」に置いて、できたことをメールで知らせます。',
    action: `${PATH}/new`,
    back: PATH,
    form,
    papers: REPORT_PAPERS.map((value) => ({ value, label: REPORT_PAPER_WORDS[value] })),
    periods: REPORT_PERIODS.map((value) => ({ value, label: REPORT_PERIOD_WORDS[value] })),
    recipients: RECIPIENTS.map((roles) => ({ value: roles.join(','), label: rolesText(roles) })),
  };
}
