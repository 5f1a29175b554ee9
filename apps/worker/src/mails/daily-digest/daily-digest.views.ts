import { type Digest, KINDS, type WordsOf } from '@app/reminders';
import { formatDate, type OfficeCalendar } from '@app/platform';

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
    /** Where the person takes back the wish to be told; empty where there was none. */
    readonly stop: string;
    readonly items: readonly {
      readonly text: string;
      readonly dueText: string;
      readonly reason: string;
      readonly link: string;
    }[];
  }[];
}

interface Frame {
  readonly cityName: string;
  readonly publicUrl: string;
  readonly calendar: OfficeCalendar;
  /** How each kind speaks on the day. */
  readonly wordsOf: WordsOf;
}

/** Everything ready to print; names and titles on one line each, so that they cannot pose as lines of ours. */
export function dailyDigestView(digest: Digest, frame: Frame): DailyDigestView {
  const { cityName, publicUrl, calendar, wordsOf } = frame;
  const groups = KINDS.map((kind) => {
    const { title, line, stopHref } = wordsOf(kind, digest.day);
    const entries = digest.entries.filter((entry) => entry.kind === kind.name);
    const items = entries.map((entry) => ({
      text: oneLine(entry.text),
      dueText: oneLine(line({ dueOn: entry.dueOn, today: digest.day, calendar })),
      reason: oneLine(entry.reason),
      link: publicUrl + entry.link,
    }));
    const stop = stopHref === undefined ? '' : publicUrl + stopHref;
    return { title: oneLine(title()), count: items.length, stop, items };
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

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
