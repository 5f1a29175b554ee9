import { words } from '@app/platform';
import type { ReminderKind } from './planning/reminder.rules';
import type { ReminderState } from './reading/reminders.queries';

/** What a reminder is about, in mails and lists alike. */
export const REMINDER_KIND_WORDS: Readonly<Record<ReminderKind, string>> = {
  learning_due: '期限が近い学習',
  learning_overdue: '期限を過ぎた学習',
  get unit_without_leader() {
    return `${words.leaderTitle}がいない${words.unit}`;
  },
  get term_ending() {
    return `任期がまもなく終わる${words.leaderTitle}`;
  },
};

export const REMINDER_STATE_WORDS: Readonly<Record<ReminderState, string>> = {
  waiting: '次の開庁日に送信',
  planned: '送信待ち',
  sending: '送信中',
  sent: '送信済み',
  failed: '送れませんでした',
  no_mailbox: '紙・口頭で伝える',
  dropped: '送る前に不要になった',
};
