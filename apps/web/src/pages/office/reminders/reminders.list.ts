import { formatDate, formatDateTime } from '@app/platform';
import {
  kindWords,
  type LedgerRow,
  type PaperNotice,
  REMINDER_STATE_WORDS,
  type ReminderRow,
} from '@app/reminders';
import { dayCell, instantCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

interface Facts {
  /** What the day of the reminder is called in this list. */
  readonly day: string;
  /** The reader heads the unit of everybody in it. */
  readonly isOfOwnUnit?: boolean;
}

/** To whom, when, what and why: what every list of reminders says. */
function reminderColumns<Row extends ReminderRow>({
  day,
  isOfOwnUnit = false,
}: Facts): readonly ListColumn<Row>[] {
  return [
    { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    { key: 'unit', heading: '所属', only: 'file', value: (row) => row.unitName ?? '所属なし' },
    {
      key: 'person',
      heading: '相手',
      isRowHeading: true,
      value: (row) => row.personName,
      show: (row) => ({
        text: '',
        person: personName({ ...row, name: row.personName }, { isOfOwnUnit }),
        hint: row.unitName ?? '所属なし',
      }),
    },
    {
      key: 'plannedFor',
      heading: day,
      dropsWhenConstant: true,
      value: (row) => dayCell(row.plannedFor),
      show: (row) => ({ text: formatDate(row.plannedFor) }),
    },
    ...aboutColumns<Row>(),
  ];
}

function aboutColumns<Row extends ReminderRow>(): readonly ListColumn<Row>[] {
  const dueOn = (row: Row) => (kindWords(row.kind).hasDueDate ? row.dueOn : null);
  return [
    {
      key: 'kind',
      heading: '種類',
      dropsWhenConstant: true,
      value: (row) => kindWords(row.kind).title(),
    },
    { key: 'text', heading: '内容', dropsWhenConstant: true, value: (row) => row.text },
    {
      key: 'dueOn',
      heading: '期限・任期',
      dropsWhenConstant: true,
      value: (row) => dayCell(dueOn(row)),
      show: (row) => {
        const due = dueOn(row);
        return { text: due === null ? '―' : formatDate(due) };
      },
    },
    { key: 'reason', heading: '理由', dropsWhenConstant: true, value: (row) => row.reason },
  ];
}

/** What was planned and what became of it. */
export const LEDGER_LIST: List<LedgerRow> = {
  name: '通知の記録',
  columns: [
    ...reminderColumns<LedgerRow>({ day: '計画した日' }),
    {
      key: 'state',
      heading: '状態',
      value: (row) => REMINDER_STATE_WORDS[row.state],
      show: (row) => ({
        text: '',
        chip: stateChip(`reminder.${row.state}`),
        hint: stateNote(row),
      }),
    },
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
export const PREVIEW_LIST: List<ReminderRow> = {
  name: '通知の予定',
  columns: reminderColumns<ReminderRow>({ day: '送る日' }),
};

/** What people without a mail address are to be told; to a head it shows the people of the own units only. */
export const PAPER_LIST: List<PaperNotice> = {
  name: '紙・口頭で伝える一覧',
  columns: reminderColumns<PaperNotice>({ day: 'お知らせの日', isOfOwnUnit: true }),
};

function stateNote({ state, sentAt, lastError, attempts }: LedgerRow): string {
  if (state === 'sent' && sentAt) return formatDateTime(sentAt);
  if (state === 'failed') return `メールサーバーの返事: ${lastError ?? '不明'}`;
  const isRetrying = (state === 'planned' || state === 'sending') && lastError !== null;
  return isRetrying ? `${String(attempts)}回試しました。自動でもう一度送ります。` : '';
}
