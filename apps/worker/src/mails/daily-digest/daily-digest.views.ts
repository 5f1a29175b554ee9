import {
  type Digest,
  type DigestEntry,
  REMINDER_KIND_WORDS,
  type ReminderKind,
} from '@app/reminders';
import { formatDate, type LocalDate, type OfficeCalendar, dueSentence } from '@app/platform';

export interface DailyDigestView {
  readonly productName: string;
  readonly cityName: string;
  readonly publicUrl: string;
  readonly recipientName: string;
  readonly dayText: string;
  readonly count: number;
  readonly groups: readonly {
    readonly title: string;
    readonly count: number;
    readonly items: readonly {
      readonly text: string;
      readonly dueText: string;
      readonly reason: string;
      readonly link: string;
    }[];
  }[];
}

/** In the order of a mail: what is late comes first. */
const ORDER: readonly ReminderKind[] = [
  'learning_overdue',
  'learning_due',
  'unit_without_leader',
  'term_ending',
];

interface Frame {
  readonly cityName: string;
  readonly publicUrl: string;
  readonly calendar: OfficeCalendar;
}

/** Everything ready to print; names and titles on one line each, so that they cannot pose as lines of ours. */
export function dailyDigestView(digest: Digest, frame: Frame): DailyDigestView {
  const { cityName, publicUrl, calendar } = frame;
  const groups = ORDER.map((kind) => {
    const entries = digest.entries.filter((entry) => entry.kind === kind);
    const items = entries.map((entry) => ({
      text: oneLine(entry.text),
      dueText: dueText(entry, digest.day, calendar),
      reason: oneLine(entry.reason),
      link: publicUrl + entry.link,
    }));
    return { title: REMINDER_KIND_WORDS[kind], count: items.length, items };
  });
  return {
    productName: 'ツナガル学び',
    cityName: oneLine(cityName),
    publicUrl,
    recipientName: oneLine(digest.recipientName),
    dayText: formatDate(digest.day),
    count: digest.entries.length,
    groups: groups.filter((group) => group.count > 0),
  };
}

function dueText({ kind, dueOn }: DigestEntry, day: LocalDate, calendar: OfficeCalendar): string {
  switch (kind) {
    case 'learning_due':
    case 'learning_overdue':
      return dueSentence({ dueOn, today: day, calendar });
    case 'unit_without_leader':
      return '任命の手続きをご検討ください。';
    case 'term_ending':
      return `任期: ${formatDate(dueOn)}まで。更新または後任の検討をお願いします。`;
  }
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
