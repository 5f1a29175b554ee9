import type { LocalDate } from '@app/platform';
import type { ReminderKind } from '../kinds/kinds';
import type { WordsOf } from '../wording/wording';

export interface DigestEntry {
  readonly kind: ReminderKind;
  /** The course, the unit or the person it is about. */
  readonly text: string;
  readonly dueOn: LocalDate;
  readonly reason: string;
  /** Address within the product. */
  readonly link: string;
}

/** Everything one person is to be told on one day. */
export interface Digest {
  readonly recipientName: string;
  readonly day: LocalDate;
  readonly entries: readonly DigestEntry[];
}

/** Turns a digest into the words of a mail. The templates live in the worker: this lib knows no templates. */
export abstract class DigestMails {
  /** `supposed`: words to try out in place of those that hold. */
  abstract compose(
    digest: Digest,
    supposed?: WordsOf,
  ): Promise<{ readonly subject: string; readonly text: string }>;
}
