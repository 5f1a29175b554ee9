import {
  type IssuedLetter,
  issueText,
  LETTER_STATE_WORDS,
  LETTER_WORDS,
  letterState,
  SEAL_WORDS,
} from '@app/appointments';
import { formatRange } from '@app/platform';
import { dayCell, type FileColumn, type FileList, instantCell } from '../list/file-list';

type Column = FileColumn<IssuedLetter>;

const WHO: readonly Column[] = [
  { key: 'documentNumber', heading: '文書番号', value: (row) => row.documentNumber },
  { key: 'datedOn', heading: '書面の日付', value: (row) => dayCell(row.datedOn) },
  {
    ...{ key: 'staffNumber', heading: '職員番号', only: 'file' },
    value: (row) => row.says.facts.staffNumber,
  },
  { key: 'name', heading: '氏名', value: (row) => row.says.facts.name },
  { key: 'unit', heading: '所属', value: (row) => row.says.facts.unitName },
  { key: 'post', heading: '職名', value: (row) => row.says.facts.postTitle },
  { key: 'role', heading: '役割', value: (row) => row.says.facts.roleName },
];

const TERM: readonly Column[] = [
  {
    ...{ key: 'term', heading: '任期', only: 'page' },
    value: ({ says: { facts } }) => formatRange(facts.termStart, facts.termEnd),
  },
  {
    ...{ key: 'termStart', heading: '任期の始まり', only: 'file' },
    value: (row) => dayCell(row.says.facts.termStart),
  },
  {
    ...{ key: 'termEnd', heading: '任期の終わり', only: 'file' },
    value: (row) => dayCell(row.says.facts.termEnd),
  },
  {
    ...{ key: 'extensions', heading: '延長の文書番号' },
    value: (row) => row.says.facts.extensionNumbers.join('、'),
  },
];

/** 任命簿: each issue a row, with the words that stood on the paper. */
export const REGISTER_IN_FILES: FileList<IssuedLetter> = {
  name: '任命簿',
  columns: [
    ...WHO,
    ...TERM,
    {
      ...{ key: 'letter', heading: '書面' },
      value: (row) => `${LETTER_WORDS[row.letter]}・${SEAL_WORDS[row.seal]}`,
    },
    { key: 'issue', heading: '発行の別', value: issueText },
    { key: 'reason', heading: '再発行の理由', only: 'file', value: (row) => row.reason },
    { key: 'state', heading: '状態', value: (row) => LETTER_STATE_WORDS[letterState(row)] },
    {
      ...{ key: 'issuedAt', heading: '発行した日時', only: 'file' },
      value: (row) => instantCell(row.issuedAt),
    },
    { key: 'issuedBy', heading: '発行した人', only: 'file', value: (row) => row.issuedByName },
    { key: 'sha256', heading: '内容の符号(SHA-256)', only: 'file', value: (row) => row.sha256 },
  ],
};
