import { addDays, isEnteredDay, type LocalDate } from '@app/platform';
import {
  OPEN_REMINDER_KINDS,
  REMINDER_STATES,
  type ReminderFilter,
  type ReminderState,
} from '@app/reminders';

export const REMINDERS_PER_PAGE = 50;
const DAYS_BACK = 30;
const DAYS_AHEAD = 30;
const MOST_DAYS_AHEAD = 62;

export type ReminderQuery = Readonly<
  Partial<Record<'from' | 'to' | 'person' | 'kind' | 'state', string | undefined>>
>;
export type LedgerFilter = ReminderFilter & { readonly state: ReminderState | null };

/** Past reminders: the last 30 days unless asked otherwise. What is no date, kind or state counts as not given. */
export function ledgerFilter(query: ReminderQuery, today: LocalDate, page: number): LedgerFilter {
  const to = isEnteredDay(query.to) ? query.to : today;
  const from = isEnteredDay(query.from) ? query.from : addDays(to, -DAYS_BACK);
  return {
    from,
    to,
    ...personAndKind(query),
    state: REMINDER_STATES.find((state) => state === query.state) ?? null,
    ...pageOf(page),
  };
}

/** Coming reminders: from today on, 30 days unless asked otherwise, never later than `latest`. */
export function previewFilter(
  query: ReminderQuery,
  { today, latest }: { readonly today: LocalDate; readonly latest: LocalDate },
  page: number,
): ReminderFilter {
  const from = isEnteredDay(query.from) && query.from > today ? query.from : today;
  const asked = isEnteredDay(query.to) ? query.to : addDays(from, DAYS_AHEAD);
  const to = [asked, addDays(from, MOST_DAYS_AHEAD), latest].toSorted()[0] ?? asked;
  return { from, to, ...personAndKind(query), ...pageOf(page) };
}

function personAndKind(query: ReminderQuery) {
  return {
    person: query.person ?? '',
    kind: OPEN_REMINDER_KINDS.find((kind) => kind === query.kind) ?? null,
  };
}

function pageOf(page: number) {
  return { limit: REMINDERS_PER_PAGE, offset: (page - 1) * REMINDERS_PER_PAGE };
}
