import {
  type AppointmentBatch,
  type BatchRow,
  batchState,
  keptLines,
  type KeptMember,
} from '@app/appointments';
import { sentFileText, unknownColumnsText } from '@app/organization';
import { formatDateTime, type Page, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { actText, batchChip, batchHref, crumbOf } from './batch-words';
import { membersList } from './batch.list';

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
  const left = failedOf(batch) + batch.stopped;
  return {
    title: `${actText(batch)}の一括登録`,
    breadcrumb: breadcrumb(LIST_CRUMB, crumbOf(batch), [formatDateTime(batch.orderedAt)]),
    summary: sentence(batch),
    chip: batchChip(batch),
    facts: factsOf(batch),
    unknownText: unknownColumnsText(batch.unknownColumns),
    isMoving,
    progress: state === 'looking' ? batch.looked : batch.done + batch.problems,
    members: batch.members,
    isReady: state === 'ready',
    canCancel: isMoving || state === 'ready',
    undoHref: canUndo(batch) ? `${self}/undo` : '',
    letterHref: state === 'done' ? letterHref(batch) : '',
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
    filesText: `登録${state === 'ready' ? 'できない' : 'していない'}${things(left)}は、ファイルにして直し、その列のままもう一度送れます。`,
    files:
      // As long as rows wait to be looked at, nobody knows which of them will be left.
      batch.act !== 'appoint' || left === 0 || state === 'looking'
        ? []
        : fileLinks(`${self}/refusals`, {}, { total: left }),
    table: listTable(membersList(batch), rows, {
      ...{ caption: `一人ずつの内容(${String(total)}名)`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: BATCH_PAGE, total }, (to) => address(self, { page: to })),
  };
}

/** Refused from the beginning, or not done when it was their turn. */
function failedOf({ refused, problems }: AppointmentBatch): number {
  return Math.max(refused, problems);
}

function canUndo(batch: AppointmentBatch): boolean {
  return batch.done > batch.annulled && ['done', 'cancelled'].includes(batchState(batch));
}

/** The letters of the terms that begin when those of the batch do. */
function letterHref({ act, firstStart, lastStart }: AppointmentBatch): string {
  if (firstStart === null || lastStart === null || (act !== 'renew' && act !== 'appoint'))
    return '';
  return address('/appointments/letters', { from: firstStart, to: lastStart });
}

function sentence(batch: AppointmentBatch): string {
  const { members, looked, refused, warned, done, annulled, stopped } = batch;
  const count = failedOf(batch);
  const failed = count === 0 ? '' : `登録しなかったのは${String(count)}名です。`;
  const gone =
    annulled === 0 ? '' : `このうち${String(annulled)}名の任命は、あとで取り消されました。`;
  const soFar = `${String(members)}名のうち${String(done)}名を登録しました。${gone}${failed}`;
  switch (batchState(batch)) {
    case 'looking':
      return `一人ずつ確かめています。${String(members)}名のうち${String(looked)}名を確かめました。残りの${String(members - looked)}名は確認待ちです。まだ何も登録していません。`;
    case 'ready':
      return `登録できるのは${String(members - refused)}名(うち注意のある人${String(warned)}名)、できないのは${String(refused)}名です。まだ何も登録していません。`;
    case 'under_way':
      return `登録しています。${soFar}`;
    case 'cancelled':
      return `止めました。${soFar}${stopped === 0 ? '' : `止めたため登録していないのは${String(stopped)}名です。`}`;
    case 'undone':
      return `登録した${String(done)}名の分を、まとめて取り消しました。`;
    case 'done':
      return soFar;
  }
}

function factsOf(batch: AppointmentBatch) {
  const { documentNumber, note, fileName, sheet, warnedReason, undoReason, orderedByName } = batch;
  return [
    { label: '内容', value: actText(batch) },
    { label: '文書番号', value: documentNumber ?? '' },
    { label: '理由・備考', value: note },
    { label: 'ファイル', value: fileName === null ? '' : sentFileText(fileName, sheet) },
    { label: '準備した人', value: orderedByName ?? '' },
    { label: '必須の要件を満たさないまま登録した理由', value: warnedReason ?? '' },
    { label: '取消しの理由', value: undoReason ?? '' },
  ].filter(({ value }) => value !== '');
}

/** The question before all of it is taken back. */
export function undoingView(
  batch: AppointmentBatch,
  kept: readonly KeptMember[],
  form: FormView<'reason'>,
) {
  const self = batchHref(batch.id);
  const title = 'まとめて取り消す';
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(LIST_CRUMB, [`${actText(batch)}の一括登録`, self], [title]),
      undoingSentence(batch),
    ),
    form,
    reasonHint: '例: 決裁が取り下げられました。',
    confirm: undoingQuestion(batch, kept),
  };
}

function undoingQuestion(batch: AppointmentBatch, kept: readonly KeptMember[]) {
  const self = batchHref(batch.id);
  const never = (...happens: readonly string[]) =>
    confirm({ action: '', button: '', happens }, self, '一括登録に戻る');
  if (!canUndo(batch)) return never('この一括登録は、取り消せる状態ではありません。');
  if (kept.length > 0) return never(...keptLines(kept.map(({ text }) => text)));
  return confirm(
    {
      action: `${self}/undo`,
      button: 'まとめて取り消す',
      happens: [UNDONE[batch.act], ...consentsLost(batch)],
      stays: ['登録と取消しは、した人と理由とともに記録に残ります。'],
      notes: [
        '取り消すまでの間に書面の発行・終了・延長・再任のどれかを登録した人がいるときは、取り消せません。その人の名前を示します。',
      ],
    },
    self,
    '一括登録に戻る',
  );
}

/** What was decided stays decided: nobody is appointed twice by one recommendation. */
function consentsLost({ nominated }: AppointmentBatch): readonly string[] {
  return nominated === 0
    ? []
    : [
        `推薦から任命した${String(nominated)}名は、推薦が「任命の取消し」になり、本人の同意も使えなくなります。もう一度任命するときは、推薦と本人の同意からやり直します。`,
      ];
}

function undoingSentence(batch: AppointmentBatch): string {
  const { done, annulled } = batch;
  const left =
    annulled === 0
      ? `${String(done)}名`
      : `${String(done)}名のうち、まだ取り消していない${String(done - annulled)}名`;
  return `${actText(batch)}として登録した${left}の分を、まとめて取り消します。`;
}

const UNDONE: Readonly<Record<AppointmentBatch['act'], string>> = {
  renew: '再任はすべて誤りとして取り消し、どの日の数字にも数えません。',
  extend: '任期の終わりは、延長の前の日に戻ります。',
  let_expire: '任期の終わりについては、まだ決めていないことになります。',
  appoint: '任命はすべて誤りとして取り消し、どの日の数字にも数えません。',
};
