import { formatDateTime } from '@app/platform';
import { kindWords, type LedgerRow, REMINDER_STATE_WORDS, type ReminderRow } from '@app/reminders';
import { dayCell, type FileColumn, type FileList, instantCell } from '../list/file-list';

/** To whom, when, what and why: what every list of reminders says; `day` is what the day of the reminder is called. */
export function remindersInFiles<Row extends ReminderRow>(day: string): readonly FileColumn<Row>[] {
  return [
    { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    { key: 'unit', heading: '所属', only: 'file', value: (row) => row.unitName ?? '所属なし' },
    { key: 'person', heading: '相手', value: (row) => row.personName },
    { key: 'plannedFor', heading: day, value: (row) => dayCell(row.plannedFor) },
    { key: 'kind', heading: '種類', value: (row) => kindWords(row.kind).title() },
    { key: 'text', heading: '内容', value: (row) => row.text },
    { key: 'dueOn', heading: '期限・任期', value: (row) => dayCell(dueDayOf(row)) },
    { key: 'reason', heading: '理由', value: (row) => row.reason },
  ];
}

/** Null where the day of the kind is no day by which something is due. */
export function dueDayOf(row: Pick<ReminderRow, 'kind' | 'dueOn'>) {
  return kindWords(row.kind).hasDueDate ? row.dueOn : null;
}

/** What was planned and what became of it. */
export const LEDGER_IN_FILES: FileList<LedgerRow> = {
  name: '通知の記録',
  columns: [
    ...remindersInFiles<LedgerRow>('計画した日'),
    { key: 'state', heading: '状態', value: (row) => REMINDER_STATE_WORDS[row.state] },
    { key: 'sentAt', heading: '送信日時', only: 'file', value: (row) => instantCell(row.sentAt) },
    {
      key: 'note',
      heading: '送信の結果',
      only: 'file',
      value: (row) => (row.state === 'sent' ? '' : stateNote(row)),
    },
  ],
};

/** What will be sent if nothing changes. */
export const PREVIEW_IN_FILES: FileList<ReminderRow> = {
  name: '通知の予定',
  columns: remindersInFiles<ReminderRow>('送る日'),
};

/** What the server of mails answered, or when it took it. */
export function stateNote({ state, sentAt, lastError, attempts }: LedgerRow): string {
  if (state === 'sent' && sentAt) return formatDateTime(sentAt);
  if (state === 'failed') return `メールサーバーの返事: ${lastError ?? '不明'}`;
  const isRetrying = (state === 'planned' || state === 'sending') && lastError !== null;
  return isRetrying ? `${String(attempts)}回試しました。自動でもう一度送ります。` : '';
}
