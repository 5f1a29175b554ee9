import { formatDateTime, things } from '@app/platform';
import type { Halt, PastHalt, PiledUp } from '@app/reminders';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';

export const HALT = '/disaster-mode';
/** What has to be typed: nobody stops all notices with one wrong press. */
export const CONFIRMED_BY = '災害対応';

export const decisionField = (kind: string): string => `of_${kind}`;

interface Found {
  readonly halt: Halt | null;
  readonly past: readonly PastHalt[];
  readonly piledUp: readonly PiledUp[];
}

/** Stopped or not, and the one thing that can be done about it. */
export function haltView({ halt, past, piledUp }: Found, form: FormView<string>) {
  return {
    title: '災害対応モード',
    breadcrumb: breadcrumb(['災害対応モード']),
    summary:
      halt === null
        ? '通知は、ふだんどおり送っています。'
        : `通知を止めています。セキュリティの知らせだけを送ります。`,
    form,
    action: halt === null ? HALT : `${HALT}/resume`,
    confirmLabel: `確認のため「${CONFIRMED_BY}」と入力してください`,
    halt: halt && {
      facts: [
        { label: '止めた理由', text: halt.reason },
        { label: '止めた日時', text: formatDateTime(halt.startedAt) },
        { label: '止めた人', text: halt.startedBy ?? '―' },
      ],
    },
    kinds: piledUp.map(({ kind, count }) => ({
      field: form.fields[decisionField(kind.name)],
      label: `${kind.words.title()}(${count === null ? '本人だけに見える通知' : things(count)})`,
    })),
    decisions: [
      { value: 'send', label: 'いまも当てはまるものを送る' },
      { value: 'drop', label: 'たまった分は送らない' },
    ],
    past: past.map((it) => ({
      started: formatDateTime(it.startedAt),
      ended: formatDateTime(it.endedAt),
      reason: it.reason,
      by: `${it.startedBy ?? '―'} / ${it.endedBy ?? '―'}`,
    })),
  };
}
