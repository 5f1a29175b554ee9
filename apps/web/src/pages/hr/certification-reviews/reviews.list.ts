import type { ReviewRow } from '@app/certifications';
import { REVIEWS_IN_FILES } from '@app/exports';
import { formatDateTime } from '@app/platform';
import { type List, type ListColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

export const REVIEWS = '/certification-reviews';

type Column = ListColumn<ReviewRow>;

const PERSON: Column = {
  key: 'person',
  heading: '氏名(職員番号)',
  only: 'page',
  value: (row) => row.personName,
  show: (row) => ({ text: '', person: personName({ ...row, name: row.personName }) }),
};

/** In a file the state stands before the dates of what was done, on the page at the end. */
const STATE: Column = {
  key: 'shownState',
  heading: '状態',
  only: 'page',
  // With a number that somebody else has given as well it is no row like the others.
  dropsWhenConstant: true,
  value: (row) =>
    `${stateChip(`record.${row.state}`).label}${row.isNumberShared ? '(番号の重複)' : ''}`,
  show: (row) => ({
    text: '',
    chip: stateChip(`record.${row.state}`),
    ...(row.isNumberShared && { alert: stateChip('record.number_shared') }),
  }),
};

const { columns, ...list } = shownList(REVIEWS_IN_FILES, {
  unit: { show: (row) => ({ text: row.unitName === '' ? '所属なし' : row.unitName }) },
  certification: {
    show: (row) => ({
      text: row.certificationName,
      href: `${REVIEWS}/${row.id}`,
      spoken: `${row.personName}さんの報告`,
      isStruck: row.state === 'annulled' || row.state === 'set_aside',
    }),
  },
  validUntil: { dropsWhenConstant: true },
  reportedAt: { show: (row) => ({ text: formatDateTime(row.reportedAt) }) },
});

/** The reports of certificates that reviewers see, for the page and its files. */
export const REVIEWS_LIST: List<ReviewRow> = { ...list, columns: [PERSON, ...columns, STATE] };
