import type { ReminderState } from './reading/reminders.queries';

/** How a reminder stands; what each kind is called stands with the kind (`kinds/`). */
export const REMINDER_STATE_WORDS: Readonly<Record<ReminderState, string>> = {
  waiting: '次の開庁日に送信',
  planned: '送信待ち',
  sending: '送信中',
  sent: '送信済み',
  failed: '送れませんでした',
  no_mailbox: '紙・口頭で伝える',
  dropped: '送る前に不要になった',
  halted: '災害対応のため送らなかった',
};
