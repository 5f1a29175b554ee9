import {
  againReason,
  type BatchFile,
  CANCELLED_MARK,
  roleTitle,
  dxRoles,
  type LetterBatch,
  type LetterProblem,
  NOT_ANNOUNCED,
  SEAL_KINDS,
  SEAL_WORDS,
  type SealKind,
  type WaitingLetter,
} from '@app/appointments';
import {
  addDays,
  COUNTED_YEARS,
  formatDateShort,
  formatDateTime,
  formatRange,
  isCountedDay,
  type LocalDate,
  localDateOf,
  type Page,
  partOf,
  things,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { confirm, notice } from '../../../shell/parts/notices';
import { personName } from '../../../shell/person-name';
import { isReversed, rangeFields, REVERSED, type TypedRange } from '../../../shared/asked-range';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import type { WaitingSearch } from './batches.forms';

export const WAITING_PAGE = 100;
export const PATH = '/appointments/letters';
const CRUMB = ['書面の発行', PATH] as const;
const KEPT_DAYS = 7;

export function batchHref(id: string): string {
  return `${PATH}/batches/${id}`;
}

export function isUnderWay({ finishedAt, cancelledAt }: LetterBatch): boolean {
  return finishedAt === null && cancelledAt === null;
}

/** Whether files that are there leave out the mark of a letter that was annulled since. */
export function isMadeAgain({ hasFiles, isMarked }: LetterBatch): boolean {
  return hasFiles && !isMarked;
}

/** Whoever has the file on their disk sees by its name that letters in it were annulled. */
export function batchFileName(
  { finishedAt, annulled }: LetterBatch,
  kind: BatchFile,
  today: LocalDate,
): string {
  const day = finishedAt === null ? today : localDateOf(finishedAt);
  const mark = annulled === 0 ? '' : `${CANCELLED_MARK}${things(annulled)}を含む`;
  return `任命の書面_${day}${mark}.${kind}`;
}

interface WaitingFrame {
  readonly filter: WaitingSearch;
  readonly page: number;
  readonly latest: readonly LetterBatch[];
  /** The days as the address names them. */
  readonly typed: TypedRange;
  readonly form: FormView<'seal' | 'datedOn' | 'scope' | 'of'>;
}

/** Appointments without a letter, or with one that says another end than theirs, to be ticked or taken all together; below, what was ordered lately. */
export function waitingView(
  { rows, total }: Page<WaitingLetter>,
  { filter, page, latest, typed, form }: WaitingFrame,
) {
  const query = { ...filter };
  return {
    title: '書面の発行',
    breadcrumb: breadcrumb(LIST_CRUMB, ['書面の発行']),
    summary: waitingSentence(total, filter),
    filter: filterBar(
      [
        selectField(
          '役割',
          asked('role', filter.role),
          dxRoles().map((value) => ({ value, label: roleTitle(value) })),
        ),
        ...rangeFields(
          { from: filter.from, to: filter.to },
          { labels: DAYS, typed, only: { takes: isCountedDay, years: COUNTED_YEARS } },
        ),
      ],
      { path: PATH, label: '書面の発行の絞り込み', found: things(total) },
    ),
    table: listTable(WAITING, rows, {
      ...{ caption: `書面の発行を待つ任命(${things(total)})`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: WAITING_PAGE, total }, (to) =>
      address(PATH, { ...query, page: to }),
    ),
    action: address(PATH, query),
    form,
    seals: [
      { value: '', text: USUAL },
      ...SEAL_KINDS.map((value) => ({ value, text: SEAL_WORDS[value] })),
    ],
    scopes: [
      { value: 'chosen', label: '選んだ任命' },
      { value: 'all', label: `条件に合うすべて(${things(total)})` },
    ],
    latest: latest.length === 0 ? null : listTable(LATEST, latest, LATEST_FRAME),
  };
}

const DAYS = ['任期の始まり(から)', '任期の始まり(まで)'] as const;

function waitingSentence(total: number, { from, to }: WaitingSearch): string {
  if (isReversed({ from, to })) return REVERSED;
  return total === 0
    ? '書面の発行を待つ任命はありません。'
    : `書面の発行を待つ任命は${things(total)}です。書面をまだ発行していない任命と、発行したあとで任期が変わった任命です。`;
}

const USUAL = 'いつもどおり(任命は公印省略、委嘱は公印)';

/** The question before the letters of all that fit are issued: how many, of whom, and how. */
export function askingView(
  total: number,
  filter: WaitingSearch,
  { seal, datedOn }: { readonly seal: SealKind | null; readonly datedOn: LocalDate | null },
) {
  const { role, from, to } = filter;
  return {
    facts: [
      { label: '発行する書面', value: things(total) },
      { label: '役割', value: role === undefined ? 'すべて' : roleTitle(role) },
      { label: '任期の始まり', value: daysText(from, to) },
      { label: '公印の扱い', value: seal === null ? USUAL : SEAL_WORDS[seal] },
      {
        label: '書面の日付',
        value: datedOn === null ? 'それぞれの任期の始まりの日' : formatDateShort(datedOn),
      },
    ],
    confirm: confirm(
      {
        action: address(PATH, { ...filter }),
        button: `${things(total)}の書面を発行する`,
        isDangerous: false,
        happens: [
          `条件に合う${things(total)}の書面を発行します。発行した書面は、あとから変えられません。`,
        ],
        hidden: Object.entries({ scope: 'all', seal, datedOn, seen: String(total) }).map(
          ([name, value]) => ({ name, value: value ?? '' }),
        ),
      },
      address(PATH, { ...filter }),
    ),
  };
}

function daysText(from: LocalDate | undefined, to: LocalDate | undefined): string {
  if (from === undefined) return to === undefined ? 'すべて' : `${formatDateShort(to)}まで`;
  return to === undefined ? `${formatDateShort(from)}から` : formatRange(from, to);
}

const WAITING: List<WaitingLetter> = {
  name: '書面の発行',
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
    { key: 'term', heading: '任期', value: (row) => formatRange(row.termStart, row.termEnd) },
    { key: 'unit', heading: '任命時の所属', value: (row) => row.unitName ?? NOT_ANNOUNCED },
    { key: 'documentNumber', heading: '文書番号', value: (row) => row.documentNumber },
    { key: 'issue', heading: '発行の別', value: dueText },
  ],
};

/** 再発行 says why it is due; that reason is written with it. */
function dueText({ issuedEnd, termEnd }: WaitingLetter): string {
  const reason = issuedEnd === null ? null : againReason(issuedEnd, termEnd);
  return reason === null ? '発行' : `再発行(${reason})`;
}

const LATEST: List<LetterBatch> = {
  name: '最近の一括発行',
  columns: [
    {
      key: 'orderedAt',
      heading: '指示した日時',
      isRowHeading: true,
      value: (row) => formatDateTime(row.orderedAt),
      show: (row) => ({ text: formatDateTime(row.orderedAt), href: batchHref(row.id) }),
    },
    {
      key: 'state',
      heading: '状態',
      value: (row) => batchChip(row).label,
      show: (row) => ({ text: '', chip: batchChip(row) }),
    },
    { key: 'issued', heading: '発行', isNumber: true, counter: '件', value: (row) => row.issued },
    { key: 'by', heading: '指示した人', value: (row) => row.orderedByName },
  ],
};
const LATEST_FRAME = { caption: '最近の一括発行', hidesCaption: true, path: '', query: {} };

function batchChip(batch: LetterBatch) {
  if (batch.cancelledAt !== null) return stateChip('letter_batch.cancelled');
  if (batch.finishedAt === null) return stateChip('letter_batch.under_way');
  return stateChip(batch.issued === 0 ? 'letter_batch.none' : 'letter_batch.done');
}

/** How far it is, and the files once it is over. */
export function batchView(batch: LetterBatch, problems: readonly LetterProblem[]) {
  const self = batchHref(batch.id);
  const { members, issued, problems: failed, finishedAt, hasFiles } = batch;
  const until = finishedAt === null ? null : addDays(localDateOf(finishedAt), KEPT_DAYS);
  const isMaking = isMadeAgain(batch);
  return {
    title: '書面の一括発行',
    breadcrumb: breadcrumb(LIST_CRUMB, CRUMB, [formatDateTime(batch.orderedAt)]),
    summary: batchSentence(batch),
    chip: batchChip(batch),
    isUnderWay: isUnderWay(batch),
    done: issued + failed,
    members,
    cancelAction: `${self}/cancel`,
    annulled: annulledNotice(batch),
    isMaking,
    files:
      hasFiles && !isMaking
        ? [
            { href: `${self}/letters.pdf`, label: '1つのPDFで保存' },
            { href: `${self}/letters.zip`, label: '1件ずつのPDFをZIPで保存' },
          ]
        : [],
    filesNote:
      hasFiles && until !== null
        ? `まとめたファイルは、${formatDateShort(until)}まで保存できます。1件ずつの書面は、任命簿にずっと残ります。`
        : '',
    problems: problems.map((it) => ({
      href: `/appointments/${it.appointmentId}/letter`,
      who: `${it.name}さん${it.role === null ? '' : `(${roleTitle(it.role)})`}`,
      text: it.problem ?? '',
    })),
  };
}

/** Letters that were handed over and count for nothing any more: how many, and what marks them. */
function annulledNotice({ annulled, members, hasFiles }: LetterBatch) {
  if (annulled === 0) return null;
  const marks = hasFiles
    ? `まとめたファイルでは、取消しの印を付け、ZIPの中のファイル名の終わりを「${CANCELLED_MARK}」にします。`
    : '取消しの印のあるPDFは、それぞれの書面の画面で開けます。';
  return notice('warn', [
    `${partOf(annulled, members, '件')}は、発行したあとで任命が取り消されました。${marks}渡した書面は回収してください。`,
  ]);
}

function batchSentence(batch: LetterBatch): string {
  const { members, issued, problems } = batch;
  const failed = problems === 0 ? '' : `発行できなかったのは${things(problems)}です。`;
  const soFar = `${partOf(issued, members, '件')}を発行しました。${failed}`;
  if (batch.cancelledAt !== null) {
    const left = members - issued - problems;
    return `止めました。${soFar}${left === 0 ? '' : `止めたため発行していないのは${things(left)}です。`}`;
  }
  return isUnderWay(batch) ? `発行しています。${soFar}` : soFar;
}
