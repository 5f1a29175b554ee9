import {
  type AppointmentDetail,
  type AppointmentWarning,
  asksReason,
  type CandidateFacts,
  renewedRefusal,
  roleTitle,
  undoingRefusal,
  WARNED_REASON,
  warningText,
} from '@app/appointments';
import { formatDateShort, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { pageHead } from '../../../shell/parts/heads';
import { confirm, notice } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { OWN } from './appointing.views';
import { obstacleOf, termText } from './appointment-words';
import { LIST_CRUMB } from './appointments.views';

export type RenewingField =
  | 'termStart'
  | 'termEnd'
  | 'documentNumber'
  | 'note'
  | 'warningsAccepted'
  | 'warningsSeen'
  | 'warnedReason';
export type ExtendingField =
  | 'termEnd'
  | 'documentNumber'
  | 'reason'
  | 'warningsAccepted'
  | 'warningsSeen';

function frame(row: AppointmentDetail, title: string, sentence: string) {
  const self = `/appointments/${row.id}`;
  const crumbs = breadcrumb(LIST_CRUMB, [row.name, self], [title]);
  return { title, self, head: pageHead(title, crumbs, sentence) };
}

/** As the act itself refuses it. */
const OWN_TERM = '自分の任期を延ばすことはできません。ほかの担当者に依頼してください。';
const OWN_EXTENSION =
  '自分の任期の延長を取り消すことはできません。ほかの担当者に依頼してください。';

interface Renewing {
  readonly form: FormView<RenewingField>;
  /** On the first day of the term; null when nobody is known of that day. */
  readonly facts: CandidateFacts | null;
  readonly usualEnd: LocalDate;
  readonly warnings: readonly AppointmentWarning[];
  /** What of other roles refuses the term as it is typed so far. */
  readonly beside: readonly string[];
  readonly isOwn: boolean;
}

/** 再任: what is known of the person on the first day of the next term, and what must be accepted. */
export function renewingView(
  row: AppointmentDetail,
  { form, facts, usualEnd, warnings, beside, isOwn }: Renewing,
) {
  const role = roleTitle(row.role);
  const lines = warnings.map(warningText);
  const asked = tickAsked(form, lines);
  return {
    ...frame(
      row,
      '再任する',
      `${row.name}さんを、${role}に再任します。いまの任期は${termText(row)}です。`,
    ),
    obstacle: obstacleOf(row) || (isOwn ? OWN : ''),
    renewedHref: renewedHref(row),
    form: asked,
    unitText: facts?.isEmployed ? (facts.unitName ?? '所属なし') : 'この日に在職していません',
    warnings: lines,
    beside: beside.length === 0 ? null : notice('warn', beside),
    reasonLabel: asksReason(warnings) ? WARNED_REASON : '',
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで再任します'),
    defaultEndText: `空欄にすると、${formatDateShort(usualEnd)}になります。`,
  };
}

/** The term that follows already: what is to be changed is changed there. */
function renewedHref({ renewedBy }: AppointmentDetail): string {
  return renewedBy === null ? '' : `/appointments/${renewedBy.id}`;
}

interface Extending {
  readonly form: FormView<ExtendingField>;
  /** The last day that the role allows. */
  readonly latest: LocalDate;
  /** Where that is the end of the role itself. */
  readonly endedText: string;
  readonly warnings: readonly AppointmentWarning[];
  /** What of other roles refuses the term as it is typed so far. */
  readonly beside: readonly string[];
  readonly isOwn: boolean;
}

export function extendingView(
  row: AppointmentDetail,
  { form, latest, endedText, warnings, beside, isOwn }: Extending,
) {
  const role = roleTitle(row.role);
  const lines = warnings.map(warningText);
  const asked = tickAsked(form, lines);
  return {
    ...frame(
      row,
      '任期を延長する',
      `${row.name}さんの${role}の任期(${termText(row)})を、延長します。いまの任期の終わりは、記録に残ります。`,
    ),
    obstacle:
      obstacleOf(row) ||
      (isOwn ? OWN_TERM : '') ||
      (latest <= row.termEnd
        ? endedText ||
          `この役割の任期は${formatDateShort(latest)}までのため、これより延長できません。再任してください。`
        : ''),
    renewedHref: renewedHref(row),
    form: asked,
    latestText: `延長後に任期である最後の日です。${formatDateShort(latest)}まで延長できます。`,
    warnings: lines,
    beside: beside.length === 0 ? null : notice('warn', beside),
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで延長します'),
  };
}

interface UndoingExtension {
  readonly form: FormView<'reason'>;
  readonly today: LocalDate;
  readonly isOwn: boolean;
}

/** The question before an extension is taken back; without a button where it cannot be any more. */
export function undoingExtensionView(row: AppointmentDetail, { form, ...about }: UndoingExtension) {
  const { self, ...rest } = frame(
    row,
    '延長を取り消す',
    `${row.name}さんの${roleTitle(row.role)}の任期の延長を取り消します。`,
  );
  return {
    ...rest,
    form,
    reasonHint: '例: 延長の決裁が取り下げられました。',
    confirm: undoingQuestion(row, self, about),
  };
}

/** As the act itself refuses it. */
function renewedText({ renewedBy }: AppointmentDetail): string {
  return renewedBy === null ? '' : renewedRefusal(renewedBy, '延長を取り消せません。').message;
}

function undoingQuestion(
  row: AppointmentDetail,
  self: string,
  { today, isOwn }: Omit<UndoingExtension, 'form'>,
) {
  const latest = row.extensions.at(-1);
  const never = (why: string) =>
    confirm({ action: '', button: '', happens: [why] }, self, '任命に戻る');
  if (latest === undefined) return never('この任命の任期は、延長されていません。');
  const obstacle =
    renewedText(row) ||
    obstacleOf(row) ||
    (isOwn ? OWN_EXTENSION : (undoingRefusal(latest, today)?.message ?? ''));
  if (obstacle !== '') return never(obstacle);
  const ends = `${formatDateShort(latest.newEnd)}から${formatDateShort(latest.oldEnd)}`;
  return confirm(
    {
      action: `${self}/undo-extension`,
      button: '延長を取り消す',
      happens: [`任期の終わりは、${ends}に戻ります。`],
      stays: ['延長と取消しは、した人と理由とともに記録に残ります。'],
    },
    self,
  );
}
