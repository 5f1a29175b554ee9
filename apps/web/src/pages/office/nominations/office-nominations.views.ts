import {
  roleTitle,
  dxRoles,
  NOMINATION_STATE_WORDS,
  NOMINATION_STATES,
  type NominationRow,
  type Refusal,
} from '@app/appointments';
import type { UnitRow } from '@app/organization';
import { type Page, things, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { unitOptions } from '../../../shared/unit-options';
import { nominationsList } from '../../me/nominations/nominations.list';
import { decidedAlready } from './decided.views';
import type { NominationListFilter } from './office-nominations.forms';

export const PAGE_SIZE = 50;
const PATH = '/appointments/nominations';
export const RECEPTION = ['推薦の受付', PATH] as const;

interface ListFrame {
  readonly filter: NominationListFilter;
  readonly units: readonly UnitRow[];
  readonly canAppoint: boolean;
}

export function officeNominationsView(
  { rows, total }: Page<NominationRow>,
  { filter, units, canAppoint }: ListFrame,
) {
  const { state, role, unit, sort = 'waiting', page } = filter;
  const query = { state, role, unit };
  return {
    title: '推薦の受付',
    breadcrumb: breadcrumb(['推薦の受付']),
    canAppoint,
    summary: total === 0 ? '' : '決定を待つものから、古い順に並べています。',
    filter: filterBar(
      [
        selectField('状態', asked('state', state), NOMINATION_STATES.map(stateOption)),
        selectField(
          '役割',
          asked('role', role),
          dxRoles()
            .toReversed()
            .map((value) => ({ value, label: roleTitle(value) })),
        ),
        selectField('所属', asked('unit', unit), unitOptions(units)),
      ],
      { path: PATH, label: '推薦の一覧の絞り込み', found: things(total) },
    ),
    files: fileLinks(`${PATH}/list`, { ...query, sort: filter.sort }, { total }),
    table: listTable(nominationsList(), rows, {
      caption: `推薦の一覧(${things(total)})`,
      path: PATH,
      query,
      sort,
    }),
    isEmpty: total === 0,
    pages: pager({ page, pageSize: PAGE_SIZE, total }, (next) =>
      address(PATH, { ...query, sort: filter.sort, page: next }),
    ),
  };
}

function stateOption(value: NominationRow['state']) {
  return { value, label: NOMINATION_STATE_WORDS[value] };
}

const OUTCOME_LABELS: Readonly<Record<Refusal, string>> = {
  returned: '差し戻す(理由を直して、もう一度推薦できます)',
  not_taken: '見送る',
};

/** What is said to a recommendation that is not followed by an appointment. */
export function refusingView(row: NominationRow, form: FormView<'outcome' | 'reason'>) {
  const self = `/nominations/${row.id}`;
  return {
    title: '推薦を差し戻す・見送る',
    head: pageHead(
      '推薦を差し戻す・見送る',
      breadcrumb(RECEPTION, [row.name, self], ['差し戻す・見送る']),
      `${row.name}さんの${roleTitle(row.role)}への推薦です。`,
    ),
    form,
    outcomes: (['returned', 'not_taken'] as const).map((value) => ({
      value,
      label: OUTCOME_LABELS[value],
    })),
    confirm:
      row.state !== 'consented'
        ? decidedAlready(self)
        : confirm(
            {
              action: `${PATH}/${row.id}/refuse`,
              button: '推薦への返事を送る',
              happens: [],
              isDangerous: false,
              notes: [
                `理由は、本人と${words.unitHead}が読みます。もう一度推薦されるまでは、取り消せます。`,
              ],
            },
            self,
          ),
  };
}
