import { type IssuedLetter, LETTER_WORDS, SEAL_WORDS } from '@app/appointments';
import { formatRange } from '@app/platform';
import { dayCell, instantCell, type List } from '../../../shell/lists/list';
import { labelledPerson } from '../../../shell/person-name';
import { issueText, letterChip, openHref } from './letter.views';

/** 任命簿, for the page and its files: each issue a row, with the words that stood on the paper. */
export const REGISTER: List<IssuedLetter> = {
  name: '任命簿',
  columns: [
    {
      key: 'documentNumber',
      heading: '文書番号',
      sort: 'number',
      isRowHeading: true,
      value: (row) => row.documentNumber,
      show: (row) => ({
        text: row.documentNumber,
        href: openHref(row),
        spoken: `${row.says.facts.name}さんのPDFを開く`,
        isStruck: row.annulledAt !== null,
      }),
    },
    {
      key: 'datedOn',
      heading: '書面の日付',
      sort: 'day',
      value: (row) => dayCell(row.datedOn),
    },
    {
      key: 'staffNumber',
      heading: '職員番号',
      only: 'file',
      value: (row) => row.says.facts.staffNumber,
    },
    {
      key: 'name',
      heading: '氏名',
      value: (row) => row.says.facts.name,
      show: ({ says: { facts } }) => {
        const person = labelledPerson(`${facts.staffNumber} ${facts.name}`);
        return person === null ? { text: facts.name } : { text: '', person };
      },
    },
    { key: 'unit', heading: '所属', value: (row) => row.says.facts.unitName },
    {
      key: 'post',
      heading: '職名',
      dropsWhenConstant: true,
      value: (row) => row.says.facts.postTitle,
    },
    { key: 'role', heading: '役割', value: (row) => row.says.facts.roleName },
    {
      key: 'term',
      heading: '任期',
      only: 'page',
      value: ({ says: { facts } }) => formatRange(facts.termStart, facts.termEnd),
    },
    {
      key: 'termStart',
      heading: '任期の始まり',
      only: 'file',
      value: (row) => dayCell(row.says.facts.termStart),
    },
    {
      key: 'termEnd',
      heading: '任期の終わり',
      only: 'file',
      value: (row) => dayCell(row.says.facts.termEnd),
    },
    {
      key: 'extensions',
      heading: '延長の文書番号',
      dropsWhenConstant: true,
      value: (row) => row.says.facts.extensionNumbers.join('、'),
    },
    {
      key: 'letter',
      heading: '書面',
      dropsWhenConstant: true,
      value: (row) => `${LETTER_WORDS[row.letter]}・${SEAL_WORDS[row.seal]}`,
    },
    { key: 'issue', heading: '発行の別', dropsWhenConstant: true, value: issueText },
    { key: 'reason', heading: '再発行の理由', only: 'file', value: (row) => row.reason },
    {
      key: 'state',
      heading: '状態',
      value: (row) => letterChip(row).label,
      show: (row) => ({ text: '', chip: letterChip(row) }),
    },
    {
      key: 'issuedAt',
      heading: '発行した日時',
      only: 'file',
      value: (row) => instantCell(row.issuedAt),
    },
    { key: 'issuedBy', heading: '発行した人', only: 'file', value: (row) => row.issuedByName },
    { key: 'sha256', heading: '内容の符号(SHA-256)', only: 'file', value: (row) => row.sha256 },
  ],
};
