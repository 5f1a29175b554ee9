import {
  roleTitle,
  NOMINATION_STATE_WORDS,
  type NominationRow,
  originText,
} from '@app/appointments';
import { localDateOf } from '@app/platform';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { stateChip } from '../../../shell/signs';

type Column = ListColumn<NominationRow>;

/** As long as it waits for an answer, and where none came by then. */
const HAS_DEADLINE: ReadonlySet<NominationRow['state']> = new Set(['nominated', 'lapsed']);

const ROLE: Column = {
  key: 'role',
  heading: '役割',
  value: ({ role }) => roleTitle(role),
  show: (row) => ({
    text: roleTitle(row.role),
    href: `/nominations/${row.id}`,
    spoken: `${row.name}さんの推薦`,
  }),
};

const REST: readonly Column[] = [
  {
    key: 'state',
    heading: '状態',
    value: ({ state }) => NOMINATION_STATE_WORDS[state],
    show: ({ state }) => ({ text: '', chip: stateChip(`nomination.${state}`) }),
  },
  {
    key: 'since',
    heading: 'いまの状態になった日',
    sort: 'waiting',
    keepsLabel: true,
    value: ({ since }) => dayCell(localDateOf(since)),
  },
  {
    key: 'consentBy',
    heading: '返事の期限',
    keepsLabel: true,
    value: ({ state, consentBy }) => (HAS_DEADLINE.has(state) ? dayCell(consentBy) : null),
  },
  { key: 'origin', heading: '推薦した人', value: originText },
  {
    key: 'nominatedOn',
    heading: '推薦した日',
    sort: 'newest',
    keepsLabel: true,
    value: ({ nominatedAt }) => dayCell(localDateOf(nominatedAt)),
  },
];

/** Recommendations of several people, for whoever heads them and for the office, which takes them along as a file. */
export function nominationsList(): List<NominationRow> {
  return {
    name: '推薦の一覧',
    columns: [
      { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      {
        key: 'name',
        heading: '氏名',
        sort: 'name',
        value: ({ name }) => name,
        isRowHeading: true,
        show: (row) => ({
          text: row.name,
          href: `/nominations/${row.id}`,
          spoken: `${roleTitle(row.role)}への推薦`,
          hint: row.staffNumber,
        }),
      },
      { key: 'role', heading: '役割', value: ({ role }) => roleTitle(role) },
      {
        key: 'unit',
        heading: '所属',
        dropsWhenConstant: true,
        value: ({ unitName }) => unitName,
      },
      ...REST,
    ],
  };
}

/** One's own. */
export const OWN_NOMINATIONS: List<NominationRow> = {
  name: '自分の推薦の一覧',
  columns: [ROLE, ...REST.map(({ sort: _sort, ...column }) => column)],
};
