import {
  CERTIFICATION_EVIDENCE_WORDS,
  CERTIFICATION_KIND_WORDS,
  type ListedCertification,
} from '@app/certifications';
import { type LocalDate, numberText } from '@app/platform';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { type ChipView, stateChip } from '../../../shell/signs';
import { certaintyText, levelText, renewalText } from './certification-facts';

export const MASTER = '/certification-master';

export function certificationHref(code: string): string {
  return `${MASTER}/${encodeURIComponent(code)}`;
}

type Column = ListColumn<ListedCertification>;

const FACTS: readonly Column[] = [
  {
    ...{ key: 'kind', heading: '種類', sort: 'kind' },
    value: ({ kind }) => CERTIFICATION_KIND_WORDS[kind],
  },
  {
    ...{ key: 'level', heading: '水準', sort: 'level' },
    value: ({ level }) => level,
    show: ({ level }) => ({ text: level === null ? '―' : levelText(level) }),
  },
  {
    ...{ key: 'feeYen', heading: '受験料', counter: '円', isNumber: true, sort: 'fee' },
    value: ({ feeYen }) => feeYen,
    show: ({ feeYen }) => ({ text: feeYen === null ? '―' : numberText(feeYen) }),
  },
  {
    ...{ key: 'renewal', heading: '更新', keepsLabel: true },
    value: (row) => renewalText({ ...row, renewalWindowDays: null }),
  },
  {
    ...{ key: 'countsAs', heading: 'この資格で満たせる資格', keepsLabel: true },
    value: ({ countsAs }) => countsAs.join('、'),
    show: ({ countsAs }) => ({ text: countsAs.length === 0 ? '―' : countsAs.join('、') }),
  },
  {
    ...{
      key: 'holders',
      heading: '確認済みの職員',
      counter: '名',
      isNumber: true,
      sort: 'holders',
    },
    value: ({ holders }) => holders,
  },
];

const IN_FILES: readonly Column[] = [
  { key: 'issuer', heading: '実施団体', only: 'file', value: ({ issuer }) => issuer },
  {
    ...{ key: 'evidence', heading: '証明書類', only: 'file' },
    value: ({ evidence }) => evidence.map((it) => CERTIFICATION_EVIDENCE_WORDS[it]).join('、'),
  },
  { key: 'url', heading: '公開ページ', only: 'file', value: ({ url }) => url },
  {
    ...{ key: 'aliases', heading: '別の呼び方', only: 'file' },
    value: ({ aliases }) => aliases.join('、'),
  },
  {
    ...{ key: 'firstExamOn', heading: '最初の試験の日', only: 'file' },
    value: ({ firstExamOn }) => dayCell(firstExamOn),
  },
  {
    ...{ key: 'lastExamOn', heading: '最後の試験の日', only: 'file' },
    value: ({ lastExamOn }) => dayCell(lastExamOn),
  },
  {
    ...{ key: 'successor', heading: '後継の資格', only: 'file' },
    value: ({ successorName }) => successorName,
  },
  {
    ...{ key: 'certainty', heading: '確かさ', only: 'file' },
    value: ({ unsure }) => certaintyText(unsure),
  },
  {
    ...{ key: 'factsOf', heading: '調べた日', only: 'file' },
    value: ({ factsOf }) => dayCell(factsOf),
  },
];

/** The same columns for the page and its files. */
export function certificationList(on: LocalDate): List<ListedCertification> {
  return {
    name: '資格の一覧',
    columns: [
      { key: 'code', heading: 'コード', only: 'file', value: ({ code }) => code },
      {
        ...{ key: 'name', heading: '資格', sort: 'name', isRowHeading: true },
        value: ({ name }) => name,
        show: ({ code, name }) => ({ text: name, href: certificationHref(code) }),
      },
      {
        ...{ key: 'shortName', heading: '市での呼び方', only: 'file' },
        value: ({ shortName }) => shortName,
      },
      ...FACTS,
      {
        ...{ key: 'state', heading: '状態', isState: true, dropsWhenConstant: true },
        value: (row) =>
          chipsOf(row, on)
            .map(({ label }) => label)
            .join('、'),
        show: (row) => {
          const [chip, alert] = chipsOf(row, on);
          return { text: '', ...(chip && { chip }), ...(alert && { alert }) };
        },
      },
      ...IN_FILES,
    ],
  };
}

/** What is not as usual about it on the day. */
export function chipsOf(
  { lastExamOn, unsure }: { readonly lastExamOn: LocalDate | null; readonly unsure: string | null },
  on: LocalDate,
): readonly ChipView[] {
  return [
    ...(lastExamOn !== null && lastExamOn < on ? [stateChip('certification.retired')] : []),
    ...(unsure === null ? [] : [stateChip('certification.unsure')]),
  ];
}
