import type { Actor } from '@app/access';
import {
  ENTRY_COLUMNS,
  ENTRY_PARTS,
  type CertificationRow,
  type EntryBatch,
  type EntryDependent,
  type EntryPart,
  type EntryRow,
  MOST_ENTRY_BYTES,
  MOST_ENTRY_ROWS,
} from '@app/certifications';
import { COLUMN_NEED_WORDS, sentFileText, unknownColumnsText } from '@app/organization';
import { formatDateTime, numberText, type Page, partOf, things, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead, sentence } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { BATCHES_LIST, ENTRIES, entryRowsList } from './certificate-entries.list';

export const BATCHES_PER_PAGE = 20;
export const ROWS_PER_PAGE = 100;
const MOST_MEGABYTES = MOST_ENTRY_BYTES / (1024 * 1024);
const WAY = ['資格の確認', '/certification-reviews'] as const;
const CRUMB = ['一括登録', ENTRIES] as const;

/** What a column is for, where its need does not say it all. */
const NOTES: Readonly<Partial<Record<string, string>>> = {
  氏名: '職員番号の人の氏名とも、前の氏名とも違うときに、注意を示します。',
  合格証書番号: '見出しは「証書番号」でも構いません。',
};

const PART_WORDS: Readonly<Record<EntryPart, string>> = {
  fitting: '登録する行',
  known: '重複・登録済みの行',
  refused: '登録できない行',
  left: '登録しなかった行',
};

export function isUnderWay({ state }: EntryBatch): boolean {
  return state === 'sent' || state === 'confirmed';
}

export function entriesView(
  { rows, total }: Page<EntryBatch>,
  {
    page,
    form,
    certifications,
  }: {
    readonly page: number;
    readonly form: FormView<'entries'>;
    readonly certifications: readonly CertificationRow[];
  },
) {
  return {
    title: '資格の一括登録',
    head: pageHead(
      '資格の一括登録',
      breadcrumb(WAY, ['一括登録']),
      `${words.hr}の記録にある資格を、一覧のファイルで登録します。送ると、まず内容を確かめる画面になります。二人目の担当者が確定するまで、何も登録しません。`,
    ),
    form,
    mostMegabytes: String(MOST_MEGABYTES),
    listHint: `CSVかExcel(.xlsx)。一度に送れるのは${numberText(MOST_ENTRY_ROWS)}行、${String(MOST_MEGABYTES)}MBまで。それより多いときは、ファイルを分けてください。`,
    columns: Object.entries(ENTRY_COLUMNS).map(([name, need]) => ({
      name,
      note: `${COLUMN_NEED_WORDS[need]}${NOTES[name] ?? ''}`,
    })),
    names: certifications.map(({ name }) => name).join('、'),
    table: rows.length === 0 ? null : listTable(BATCHES_LIST, rows, BATCHES_FRAME),
    pages: pager({ page, pageSize: BATCHES_PER_PAGE, total }, (number) =>
      address(ENTRIES, { page: number }),
    ),
  };
}
const BATCHES_FRAME = {
  caption: 'これまでの一括登録',
  hidesCaption: true,
  path: ENTRIES,
  query: {},
};

export interface ShownRows {
  readonly part: EntryPart;
  readonly page: number;
  readonly rows: readonly EntryRow[];
}

/** How many rows stand in each part. */
export function countOf(batch: EntryBatch, part: EntryPart): number {
  const { fitting, known, refused, left } = batch;
  return { fitting: fitting - left, known, refused, left }[part];
}

export function entryView(
  actor: Actor,
  batch: EntryBatch,
  shown: ShownRows,
  form: FormView<never>,
) {
  return {
    title: '資格の一括登録',
    head: pageHead(
      '資格の一括登録',
      breadcrumb(WAY, CRUMB, [formatDateTime(batch.sentAt)]),
      sentence(stateSentence(batch), { chip: stateChip(`entry.${batch.state}`) }),
    ),
    sent: `${sentFileText(batch.fileName, batch.sheet)}(${batch.senderName}、${formatDateTime(batch.sentAt)})`,
    isUnderWay: isUnderWay(batch),
    done: batch.made + batch.left,
    fitting: batch.fitting,
    isWriting: batch.state === 'confirmed',
    isRefused: batch.state === 'refused',
    unknownText: unknownColumnsText(batch.unknownColumns),
    form,
    ...rowsOf(batch, shown),
    ...actsOf(actor, batch),
  };
}

/** The rows of one part, and the way to the others. */
function rowsOf(batch: EntryBatch, { part, page, rows }: ShownRows) {
  const self = `${ENTRIES}/${batch.id}`;
  const labelOf = (it: EntryPart) => `${PART_WORDS[it]}(${things(countOf(batch, it))})`;
  const isShown = (it: EntryPart) => it === part || it === 'fitting' || countOf(batch, it) > 0;
  const frame = { caption: labelOf(part), path: self, query: { show: part } };
  return {
    tabs: ENTRY_PARTS.filter(isShown).map((it) => ({
      href: address(self, { show: it }),
      label: labelOf(it),
      isCurrent: it === part,
    })),
    table: rows.length === 0 ? null : listTable(entryRowsList(part, rows), rows, frame),
    pages: pager({ page, pageSize: ROWS_PER_PAGE, total: countOf(batch, part) }, (number) =>
      address(self, { show: part, page: number }),
    ),
    files:
      part !== 'refused' || batch.refused === 0
        ? []
        : fileLinks(`${self}/refusals`, {}, { total: batch.refused }),
  };
}

/** What this reader may do with it; empty addresses for what they may not. */
function actsOf(actor: Actor, batch: EntryBatch) {
  const self = `${ENTRIES}/${batch.id}`;
  const isRead = batch.state === 'read';
  const isOwn = batch.sender === actor.personId;
  const isReady = isRead && batch.fitting > 0;
  const others = batch.fitting - batch.own;
  const isDone = batch.state === 'applied' && batch.made > 0;
  return {
    confirmAction: isReady && !isOwn && others > 0 ? `${self}/confirm` : '',
    confirmButton: `確定して登録する(${things(others)})`,
    ownText: isReady ? ownText(batch, isOwn) : '',
    discardAction: isRead ? `${self}/discard` : '',
    undoHref: isDone && batch.confirmer !== actor.personId ? `${self}/undo` : '',
  };
}

/** Why not all of it is this reader's to confirm. */
function ownText({ own, fitting }: EntryBatch, isSender: boolean): string {
  if (isSender) return 'ご自身が送った一覧です。ほかの担当者が内容を確かめ、確定します。';
  if (own === 0) return '';
  return own === fitting
    ? 'ご自身の資格の行だけの一覧です。ほかの担当者が確定します。'
    : `ご自身の資格の行が${things(own)}あります。確定しても、その行は登録しません。その行だけのファイルを送り、ほかの担当者が確定してください。`;
}

/** What to look at in the rows that fit. */
function fittingText({ expired, otherwiseNamed }: EntryBatch): string {
  const parts = [
    expired === 0 ? '' : `期限切れ${things(expired)}`,
    otherwiseNamed === 0 ? '' : `氏名の違い${things(otherwiseNamed)}`,
  ].filter((text) => text !== '');
  return parts.length === 0 ? '' : `(うち${parts.join('、')})`;
}

/** How it stands, in a sentence that can be read aloud. */
export function stateSentence(batch: EntryBatch): string {
  const { fitting, known, refused, made, left } = batch;
  switch (batch.state) {
    case 'sent':
      return 'ファイルを読み取っています。';
    case 'refused':
      return `ファイルを読み取れませんでした。${batch.problem ?? ''}`;
    case 'read':
      return `登録できるのは${things(fitting)}${fittingText(batch)}、重複・登録済みは${things(known)}、登録できないのは${things(refused)}です。まだ何も登録していません。`;
    case 'confirmed':
      return `登録しています。${partOf(made + left, fitting, '件')}を終えました。`;
    case 'applied':
      return `${batch.confirmerName}が確定し、${things(made)}を登録しました。${left === 0 ? '' : `登録しなかった行が${things(left)}あります。`}`;
    case 'discarded':
      return '取りやめました。何も登録していません。';
    case 'undone':
      return `${batch.undoneAt === null ? '' : formatDateTime(batch.undoneAt)}に${batch.undoerName}が、登録した${things(made)}を取り消しました。理由: ${batch.undoReason ?? ''}`;
  }
}

/** The question before all records of a list are struck out; with what stands in the way, if something does. */
export function undoView(
  batch: EntryBatch,
  dependents: readonly EntryDependent[],
  form: FormView<'reason'>,
) {
  const self = `${ENTRIES}/${batch.id}`;
  const isPossible = batch.state === 'applied' && dependents.length === 0;
  return {
    title: '一括登録の取消し',
    head: pageHead(
      '一括登録の取消し',
      breadcrumb(WAY, CRUMB, [formatDateTime(batch.sentAt), self], ['取消し']),
      sentence(stateSentence(batch), { chip: stateChip(`entry.${batch.state}`) }),
    ),
    form,
    dependents: dependents.map(({ recordId, name, text }) => ({
      href: `/certification-reviews/${recordId}`,
      text: `${name}さん: ${text}`,
    })),
    confirm: confirm(
      {
        action: `${self}/undo`,
        button: isPossible ? `登録した${things(batch.made)}を取り消す` : '',
        happens: isPossible
          ? [
              `登録した${things(batch.made)}を、誤りとして取り消します。どの日の数字にも数えません。取消しは元に戻せません。`,
            ]
          : [
              dependents.length > 0
                ? '次の記録が、この一括登録を前提にしているため、まとめて取り消すことはできません。'
                : 'この一括登録は、いまは取り消せません。',
            ],
        stays: isPossible ? ['記録は、取り消した人と理由とともに残ります。'] : [],
      },
      self,
      isPossible ? 'やめて戻る' : '一括登録に戻る',
    ),
  };
}
