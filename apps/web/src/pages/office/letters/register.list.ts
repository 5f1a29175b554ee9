import { type IssuedLetter } from '@app/appointments';
import { REGISTER_IN_FILES } from '@app/exports';
import { type List, shownList } from '../../../shell/lists/list';
import { labelledPerson } from '../../../shell/person-name';
import { letterChip, openHref } from './letter.views';

/** 任命簿, for the page and its files: each issue a row, with the words that stood on the paper. */
export const REGISTER: List<IssuedLetter> = shownList(REGISTER_IN_FILES, {
  documentNumber: {
    sort: 'number',
    isRowHeading: true,
    show: (row) => ({
      text: row.documentNumber,
      href: openHref(row),
      spoken: `${row.says.facts.name}さんのPDFを開く`,
      isStruck: row.annulledAt !== null,
    }),
  },
  datedOn: { sort: 'day' },
  name: {
    show: ({ says: { facts } }) => {
      const person = labelledPerson(`${facts.staffNumber} ${facts.name}`);
      return person === null ? { text: facts.name } : { text: '', person };
    },
  },
  post: { dropsWhenConstant: true },
  extensions: { dropsWhenConstant: true },
  letter: { dropsWhenConstant: true },
  issue: { dropsWhenConstant: true },
  state: { show: (row) => ({ text: '', chip: letterChip(row) }) },
});
