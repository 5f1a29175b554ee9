import { LEARNING_DUE } from './learning-due';
import { LEARNING_OVERDUE } from './learning-overdue';
import type { KindWords, ReminderKindFacts } from './reminder-kind';
import { TERM_ENDING } from './term-ending';
import { UNIT_WITHOUT_LEADER } from './unit-without-leader';

/** All that people are reminded of, in the order of a mail: what is late comes first. */
const LIST = [LEARNING_OVERDUE, LEARNING_DUE, UNIT_WITHOUT_LEADER, TERM_ENDING] as const;

export type ReminderKind = (typeof LIST)[number]['name'];

export const KINDS: readonly ReminderKindFacts<ReminderKind>[] = LIST;
export const REMINDER_KINDS: readonly ReminderKind[] = KINDS.map((kind) => kind.name);

const BY_NAME = new Map(KINDS.map((kind) => [kind.name, kind]));

export function kindOf(name: ReminderKind): ReminderKindFacts<ReminderKind> {
  const kind = BY_NAME.get(name);
  if (!kind) throw new Error(`No kind of reminder is called ${name}`);
  return kind;
}

/** How a kind speaks. */
export function kindWords(name: ReminderKind): KindWords {
  return kindOf(name).words;
}

/** What the number `lead` says of each kind. */
export const LEADS_OF_KINDS = KINDS.map(({ words }) => words.lead).join('、');
