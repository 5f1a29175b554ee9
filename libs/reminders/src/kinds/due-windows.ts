import type { LocalDate } from '@app/platform';
import { type Fact, factsOf } from './reminder-kind';

/**
 * On `day`, whatever is due after `dueAfter` and not later than `dueUntil` gets the reminder `lead`: the rule of a kind
 * on one office day as ranges of due dates, so that SQL can apply it to everybody at once. The ranges of a day do not
 * overlap.
 */
export interface DueWindow extends Fact {
  readonly day: LocalDate;
  /** Office days before the due date; negative after it. Part of the ledger's unique key. */
  readonly lead: number;
  readonly dueAfter: LocalDate;
  readonly dueUntil: LocalDate;
  readonly reason: string;
}

/** SQL: the windows of a kind as a table. */
export const dueWindowsOf = (kind: string): string =>
  factsOf(kind, `day date, lead integer, "dueAfter" date, "dueUntil" date, reason text`);
