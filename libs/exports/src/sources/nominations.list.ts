import {
  NOMINATION_STATE_WORDS,
  type NominationRow,
  originText,
  roleTitle,
} from '@app/appointments';
import { localDateOf } from '@app/platform';
import { dayCell, type FileColumn, type FileList } from '../list/file-list';

/** As long as it waits for an answer, and where none came by then. */
const HAS_DEADLINE: ReadonlySet<NominationRow['state']> = new Set(['nominated', 'lapsed']);

/** How a recommendation stands, who made it and when: also on the list of one's own. */
export const NOMINATION_COLUMNS: readonly FileColumn<NominationRow>[] = [
  { key: 'state', heading: '状態', value: ({ state }) => NOMINATION_STATE_WORDS[state] },
  {
    key: 'since',
    heading: 'いまの状態になった日',
    value: ({ since }) => dayCell(localDateOf(since)),
  },
  {
    key: 'consentBy',
    heading: '返事の期限',
    value: ({ state, consentBy }) => (HAS_DEADLINE.has(state) ? dayCell(consentBy) : null),
  },
  { key: 'origin', heading: '推薦した人', value: originText },
  {
    key: 'nominatedOn',
    heading: '推薦した日',
    value: ({ nominatedAt }) => dayCell(localDateOf(nominatedAt)),
  },
];

/** Recommendations of several people. */
export const NOMINATIONS_IN_FILES: FileList<NominationRow> = {
  name: '推薦の一覧',
  columns: [
    { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', value: ({ name }) => name },
    { key: 'role', heading: '役割', value: ({ role }) => roleTitle(role) },
    { key: 'unit', heading: '所属', value: ({ unitName }) => unitName },
    ...NOMINATION_COLUMNS,
  ],
};
