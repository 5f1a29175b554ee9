import { CERTIFICATE_CHANGED } from './certificate-changed';
import { CERTIFICATE_EXPIRING } from './certificate-expiring';
import { CERTIFICATE_VERIFIED } from './certificate-verified';
import { CONSENT_ASKED } from './consent-asked';
import { EXAM_BOOKED } from './exam-booked';
import { EXAM_RESULT_DUE } from './exam-result-due';
import { IMPORT_WAITING } from './import-waiting';
import { INTENTION_ASKED } from './intention-asked';
import { LEARNING_ASKED } from './learning-asked';
import { LEARNING_DUE } from './learning-due';
import { LEARNING_OVERDUE } from './learning-overdue';
import { LETTER_ISSUED } from './letter-issued';
import { NOMINATION_DECIDED } from './nomination-decided';
import { NOMINATION_WAITING } from './nomination-waiting';
import { PRACTICE_DAILY } from './practice-daily';
import { PRACTICE_STOPPED } from './practice-stopped';
import type { KindWords, OpenKind, ReminderKindFacts } from './reminder-kind';
import { SUPPORT_ASKED } from './support-asked';
import { TERM_ENDING } from './term-ending';
import { UNIT_WITHOUT_LEADER } from './unit-without-leader';
import { VERIFICATION_WAITING } from './verification-waiting';

/** What offices see of it: what is late comes first. */
const OPEN = [
  ...([LEARNING_OVERDUE, LEARNING_DUE, LEARNING_ASKED] as const),
  ...([CONSENT_ASKED, SUPPORT_ASKED, NOMINATION_WAITING, NOMINATION_DECIDED] as const),
  ...([VERIFICATION_WAITING, IMPORT_WAITING] as const),
  ...([UNIT_WITHOUT_LEADER, TERM_ENDING] as const),
] as const;
/** What is nobody else's. */
const PRIVATE = [
  CERTIFICATE_CHANGED,
  CERTIFICATE_VERIFIED,
  CERTIFICATE_EXPIRING,
  LETTER_ISSUED,
  EXAM_RESULT_DUE,
  EXAM_BOOKED,
  INTENTION_ASKED,
  PRACTICE_DAILY,
  PRACTICE_STOPPED,
] as const;

export type OpenReminderKind = (typeof OPEN)[number]['name'];
export type ReminderKind = OpenReminderKind | (typeof PRIVATE)[number]['name'];

/** All that people are reminded of, in the order of a mail. */
export const KINDS: readonly ReminderKindFacts<ReminderKind>[] = [...OPEN, ...PRIVATE];
export const REMINDER_KINDS: readonly ReminderKind[] = KINDS.map((kind) => kind.name);

/** Those that anybody but the recipient may see, know the number of, or be shown on paper. */
export const OPEN_KINDS: readonly OpenKind<OpenReminderKind>[] = OPEN;
export const OPEN_REMINDER_KINDS: readonly OpenReminderKind[] = OPEN_KINDS.map(({ name }) => name);

/** SQL: the kind in `column` may be seen by others. */
export const isOpenKind = (column: string): string =>
  `${column} IN (${OPEN_REMINDER_KINDS.map((name) => `'${name}'`).join(', ')})`;

const BY_NAME = new Map(KINDS.map((kind) => [kind.name, kind]));

export function kindOf(name: ReminderKind): ReminderKindFacts<ReminderKind> {
  const kind = BY_NAME.get(name);
  if (!kind) throw new Error(`No kind of reminder is called ${name}`);
  return kind;
}

/** Null for a name that no kind has: it came from an address. */
export const findKind = (name: string): ReminderKindFacts<ReminderKind> | null =>
  KINDS.find((kind) => kind.name === name) ?? null;

export const isOpenName = (name: string): name is OpenReminderKind =>
  OPEN_KINDS.some((kind) => kind.name === name);

/** How a kind speaks. */
export function kindWords(name: ReminderKind): KindWords {
  return kindOf(name).words;
}

/** What the number `lead` says of each kind that others see. */
export const LEADS_OF_KINDS = OPEN_KINDS.map(({ words }) => words.lead).join('、');
