import type { LocalDate, OfficeCalendar } from '@app/platform';
import type { ReminderKindFacts } from '../kinds/reminder-kind';
import type { Rule } from './rule';

/** A row of the table `rule` of the statements over candidates: whom a kind tells on a day. */
export interface ToldOn {
  readonly day: LocalDate;
  readonly kind: string;
  readonly whom: string;
  /** Only of what has waited since that day, or longer; null: at once. */
  readonly dueUntil: LocalDate | null;
}

/** Whom the rule of a kind has told on a day; nobody where it is switched off. */
export function toldOn(
  { name, recipients, escalation }: ReminderKindFacts,
  rule: Rule,
  { day, calendar }: { readonly day: LocalDate; readonly calendar: OfficeCalendar },
): readonly ToldOn[] {
  if (!rule.isOn) return [];
  const told = recipients
    .filter(({ whom }) => rule.recipients.includes(whom))
    .map(({ whom }) => ({ day, kind: name, whom, dueUntil: null }));
  if (escalation === undefined || rule.escalateAfter === null) return told;
  const dueUntil = calendar.addOfficeDays(day, -rule.escalateAfter);
  return [...told, { day, kind: name, whom: escalation.whom, dueUntil }];
}
