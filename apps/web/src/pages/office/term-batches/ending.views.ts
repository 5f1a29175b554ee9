import {
  type AppointmentBatch,
  BATCH_ACT_WORDS,
  roleTitle,
  dxRoles,
  ENDING_STATES,
  type EndingTerm,
  type EndingTerms,
  TERM_ACTS,
} from '@app/appointments';
import type { UnitRow } from '@app/organization';
import { unitOptions } from '../../../shared/unit-options';
import type { FormView } from '../../../shell/forms';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { ENDING_PATH, latestTable } from './batch-words';
import { type EndingSearch, MONTHS } from './term-batches.forms';

export const ENDING_PAGE = 100;

interface EndingFrame {
  readonly filter: EndingSearch;
  readonly page: number;
  readonly latest: readonly AppointmentBatch[];
  readonly units: readonly UnitRow[];
  readonly form: FormView<'act' | 'termEnd' | 'documentNumber' | 'note' | 'scope' | 'of'>;
}

/** Terms that run out, to be ticked or taken all together; below, what was done for many lately. */
export function endingView(found: EndingTerms, frame: EndingFrame) {
  const { rows, total } = found;
  const { filter, page, latest, units, form } = frame;
  const query = { ...filter };
  return {
    title: '任期が終わる人',
    breadcrumb: breadcrumb(LIST_CRUMB, ['任期が終わる人']),
    summary: sentence(found, filter),
    filter: filterFields(filter, units, total),
    table: listTable(ENDING, rows, {
      ...{ caption: `任期が終わる人(${String(total)}名)`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: ENDING_PAGE, total }, (to) =>
      address(ENDING_PATH, { ...query, page: to }),
    ),
    action: address(ENDING_PATH, query),
    form,
    acts: TERM_ACTS.map((value) => ({ value, label: ACT_LABELS[value] })),
    scopes: [
      { value: 'chosen', label: '選んだ人' },
      { value: 'all', label: `条件に合うすべて(${String(total)}名)` },
    ],
    latest: latestTable(latest),
  };
}

const ACT_LABELS = {
  renew: `${BATCH_ACT_WORDS.renew}(いまの任期の翌日から、新しい任期)`,
  extend: `${BATCH_ACT_WORDS.extend}(いまの任期の終わりを延ばす)`,
  let_expire: `${BATCH_ACT_WORDS.let_expire}(任期の終わりで終わる)`,
};

function sentence({ undecided }: EndingTerms, { months }: EndingSearch): string {
  return undecided === 0
    ? `${months}か月以内に任期が終わる人のうち、まだ決めていない人はいません。`
    : `${months}か月以内に任期が終わり、再任・延長・満了のどれにするかをまだ決めていない人は${String(undecided)}名です。`;
}

const DECIDED_WORDS = {
  undecided: 'まだ決めていない',
  followed: '次の任期が決まっている',
  left_to_expire: '満了のまま',
} as const;

function filterFields(filter: EndingSearch, units: readonly UnitRow[], total: number) {
  const { months, role, unit, decided } = filter;
  return filterBar(
    [
      {
        ...selectField(
          '任期の終わりが',
          asked('months', months),
          MONTHS.map((value) => ({ value, label: `${value}か月以内` })),
        ),
        unasked: MONTHS[0],
      },
      selectField(
        '決め方',
        asked('decided', decided),
        ENDING_STATES.map((value) => ({ value, label: DECIDED_WORDS[value] })),
      ),
      selectField(
        '役割',
        asked('role', role),
        dxRoles().map((value) => ({ value, label: roleTitle(value) })),
      ),
      selectField('所属', asked('unit', unit), unitOptions(units)),
    ],
    { path: ENDING_PATH, label: '任期が終わる人の絞り込み', found: `${String(total)}名` },
  );
}

const ENDING: List<EndingTerm> = {
  name: '任期が終わる人',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      value: (row) => row.name,
      show: (row) => ({ text: '', person: personName(row) }),
    },
    {
      key: 'choose',
      heading: '選ぶ',
      only: 'page',
      value: () => null,
      slot: ({ id, name, role }) => ({ id, label: `${name}さんの${roleTitle(role)}` }),
    },
    {
      key: 'role',
      heading: '役割',
      value: (row) => roleTitle(row.role),
      show: (row) => ({
        text: roleTitle(row.role),
        href: `/appointments/${row.id}`,
        spoken: `${row.name}さんの任命`,
      }),
    },
    { key: 'termEnd', heading: '任期の終わり', value: (row) => dayCell(row.termEnd) },
    {
      key: 'decided',
      heading: '決め方',
      isState: true,
      value: (row) => DECIDED_WORDS[row.decided],
      show: (row) => ({ text: '', chip: stateChip(`ending.${row.decided}`) }),
    },
    { key: 'unit', heading: '所属', value: (row) => row.currentUnitName ?? '所属なし' },
    { key: 'documentNumber', heading: '文書番号', value: (row) => row.documentNumber },
  ],
};
