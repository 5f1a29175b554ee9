import { type NominationRow, roleTitle } from '@app/appointments';
import { NOMINATION_COLUMNS, NOMINATIONS_IN_FILES } from '@app/exports';
import { type List, type ListColumn, type PageColumn, shownList } from '../../../shell/lists/list';
import { stateChip } from '../../../shell/signs';

const ROLE: ListColumn<NominationRow> = {
  key: 'role',
  heading: '役割',
  value: ({ role }) => roleTitle(role),
  show: (row) => ({
    text: roleTitle(row.role),
    href: `/nominations/${row.id}`,
    spoken: `${row.name}さんの推薦`,
  }),
};

const SHOWN: Readonly<Record<string, PageColumn<NominationRow>>> = {
  state: { show: ({ state }) => ({ text: '', chip: stateChip(`nomination.${state}`) }) },
  since: { sort: 'waiting', keepsLabel: true },
  consentBy: { keepsLabel: true },
  nominatedOn: { sort: 'newest', keepsLabel: true },
};

/** Recommendations of several people, for whoever heads them and for the office, which takes them along as a file. */
export function nominationsList(): List<NominationRow> {
  return shownList(NOMINATIONS_IN_FILES, {
    ...SHOWN,
    name: {
      sort: 'name',
      isRowHeading: true,
      show: (row) => ({
        text: row.name,
        href: `/nominations/${row.id}`,
        spoken: `${roleTitle(row.role)}への推薦`,
        hint: row.staffNumber,
      }),
    },
    unit: { dropsWhenConstant: true },
  });
}

const REST = shownList({ name: '', columns: NOMINATION_COLUMNS }, SHOWN).columns;

/** One's own. */
export const OWN_NOMINATIONS: List<NominationRow> = {
  name: '自分の推薦の一覧',
  columns: [ROLE, ...REST.map(({ sort: _sort, ...column }) => column)],
};
