import {
  type AppointmentBatch,
  type BatchRow,
  batchState,
  dxRoles,
  roleTitle,
} from '@app/appointments';
import { formatDateShort, formatDateTime, formatRange, type Page } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { actText, batchChip, batchHref } from './batch-words';
import { ENDING_CRUMB } from './ending.views';

export const BATCH_PAGE = 100;

interface BatchFrame {
  readonly page: number;
  readonly form: FormView<'takesWarned' | 'warnedReason'>;
}

/** The preview, the progress and the result of what was ordered for many. */
export function batchView(
  batch: AppointmentBatch,
  { rows, total }: Page<BatchRow>,
  { page, form }: BatchFrame,
) {
  const self = batchHref(batch.id);
  const state = batchState(batch);
  const isMoving = state === 'looking' || state === 'under_way';
  const fine = batch.members - batch.refused - batch.warned;
  return {
    title: `${actText(batch)}の一括登録`,
    breadcrumb: breadcrumb(LIST_CRUMB, ENDING_CRUMB, [formatDateTime(batch.orderedAt)]),
    summary: sentence(batch),
    chip: batchChip(batch),
    facts: factsOf(batch),
    isMoving,
    progress: state === 'looking' ? batch.looked : batch.done + batch.problems,
    members: batch.members,
    isReady: state === 'ready',
    canCancel: isMoving || state === 'ready',
    undoHref: canUndo(batch) ? `${self}/undo` : '',
    letterHref: state === 'done' && hasLetters(batch) ? '/appointments/letters' : '',
    self,
    form,
    choices: [
      { value: 'no', label: `注意のない${String(fine)}名だけを登録する` },
      {
        value: 'yes',
        label: `注意のある${String(batch.warned)}名も、内容を確かめたうえで登録する`,
      },
    ].filter(({ value }) => value === 'no' || batch.warned > 0),
    asksReason: batch.missing > 0,
    canConfirm: fine + batch.warned > 0,
    table: listTable(MEMBERS, rows, {
      ...{ caption: `一人ずつの内容(${String(total)}名)`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: BATCH_PAGE, total }, (to) => address(self, { page: to })),
  };
}

function canUndo(batch: AppointmentBatch): boolean {
  return batch.done > 0 && ['done', 'cancelled'].includes(batchState(batch));
}

function hasLetters({ act, done }: AppointmentBatch): boolean {
  return done > 0 && (act === 'renew' || act === 'appoint');
}

function sentence(batch: AppointmentBatch): string {
  const { members, looked, refused, warned, done, problems } = batch;
  const failed = problems === 0 ? '' : `登録しなかったのは${String(problems)}名です。`;
  const soFar = `${String(members)}名のうち${String(done)}名を登録しました。${failed}`;
  switch (batchState(batch)) {
    case 'looking':
      return `一人ずつ確かめています。${String(members)}名のうち${String(looked)}名を確かめました。`;
    case 'ready':
      return `登録できるのは${String(members - refused)}名(うち注意のある人${String(warned)}名)、できないのは${String(refused)}名です。まだ何も登録していません。`;
    case 'under_way':
      return `登録しています。${soFar}`;
    case 'cancelled':
      return `止めました。${soFar}`;
    case 'undone':
      return `登録した${String(done)}名の分を、まとめて取り消しました。`;
    case 'done':
      return soFar;
  }
}

function factsOf(batch: AppointmentBatch) {
  const { documentNumber, note, fileName, warnedReason, undoReason, orderedByName } = batch;
  return [
    { label: '内容', value: actText(batch) },
    { label: '文書番号', value: documentNumber ?? '' },
    { label: '理由・備考', value: note },
    { label: 'ファイル', value: fileName ?? '' },
    { label: '準備した人', value: orderedByName ?? '' },
    { label: '必須の要件を満たさないまま登録した理由', value: warnedReason ?? '' },
    { label: '取消しの理由', value: undoReason ?? '' },
  ].filter(({ value }) => value !== '');
}

const MEMBERS: List<BatchRow> = {
  name: '一人ずつの内容',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      value: nameOf,
      show: (row) =>
        row.name === null || row.staffNumber === null
          ? { text: nameOf(row) }
          : { text: '', person: personName({ name: row.name, staffNumber: row.staffNumber }) },
    },
    {
      key: 'state',
      heading: '状態',
      isState: true,
      value: (row) => memberChip(row).label,
      show: (row) => ({ text: '', chip: memberChip(row) }),
    },
    { key: 'what', heading: '役割と任期', value: whatText, show: (row) => whatCell(row) },
    { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '' },
    {
      key: 'why',
      heading: '理由・注意',
      value: (row) => reasonsOf(row).join(' '),
      show: (row) => ({ text: '', lines: reasonsOf(row) }),
    },
  ],
};

function nameOf({ name, proposal }: BatchRow): string {
  return name ?? `${proposal?.name ?? ''}(職員番号 ${proposal?.staffNumber ?? ''})`;
}

function memberChip({ resultId, problem, refusal, warnings, isLooked }: BatchRow) {
  if (resultId !== null) return stateChip('batch_member.done');
  if (problem !== null) return stateChip('batch_member.not_done');
  if (refusal !== null) return stateChip('batch_member.refused');
  if (!isLooked) return stateChip('batch_member.waiting');
  return stateChip(warnings.length > 0 ? 'batch_member.warned' : 'batch_member.ready');
}

function whatText({ role, oldEnd, proposal }: BatchRow): string {
  if (proposal === null) {
    const until = oldEnd === null ? '' : `${formatDateShort(oldEnd)}まで`;
    return role === null ? until : `${roleTitle(role)}(いまの任期は${until})`;
  }
  const { termStart, termEnd, documentNumber } = proposal;
  const term =
    termStart !== null && termEnd !== null
      ? formatRange(termStart, termEnd)
      : termStart === null
        ? ''
        : `${formatDateShort(termStart)}から`;
  return [roleName(proposal.role), term, documentNumber].filter((it) => it !== '').join(' ');
}

function roleName(role: string): string {
  return dxRoles().includes(role) ? roleTitle(role) : role;
}

function whatCell(row: BatchRow) {
  const id = row.resultId ?? row.appointmentId;
  const text = whatText(row);
  return id === null
    ? { text }
    : { text, href: `/appointments/${id}`, spoken: `${nameOf(row)}さんの任命` };
}

function reasonsOf({ problem, refusal, warnings, resultId, line }: BatchRow): readonly string[] {
  const place = line === null ? [] : [`${String(line)}行目`];
  const why = problem ?? refusal;
  if (why !== null) return [...place, why];
  return resultId === null ? [...place, ...warnings] : [];
}

/** The question before all of it is taken back. */
export function undoingView(batch: AppointmentBatch, form: FormView<'reason'>) {
  const self = batchHref(batch.id);
  const title = 'まとめて取り消す';
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(LIST_CRUMB, [`${actText(batch)}の一括登録`, self], [title]),
      `${actText(batch)}として登録した${String(batch.done)}名の分を、まとめて取り消します。`,
    ),
    form,
    reasonHint: '例: 決裁が取り下げられました。',
    confirm: confirm(
      canUndo(batch)
        ? {
            action: `${self}/undo`,
            button: 'まとめて取り消す',
            happens: [UNDONE[batch.act]],
            stays: ['登録と取消しは、した人と理由とともに記録に残ります。'],
            notes: [
              'あとから書面の発行・終了・延長・再任のどれかを登録した人がいるときは、取り消せません。その人の名前を示します。',
            ],
          }
        : { action: '', button: '', happens: ['この一括登録は、取り消せる状態ではありません。'] },
      self,
      '一括登録に戻る',
    ),
  };
}

const UNDONE: Readonly<Record<AppointmentBatch['act'], string>> = {
  renew: '再任はすべて誤りとして取り消し、どの日の数字にも数えません。',
  extend: '任期の終わりは、延長の前の日に戻ります。',
  let_expire: '任期の終わりについては、まだ決めていないことになります。',
  appoint: '任命はすべて誤りとして取り消し、どの日の数字にも数えません。',
};
