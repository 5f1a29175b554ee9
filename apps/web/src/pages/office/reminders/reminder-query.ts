import type { Actor } from '@app/access';
import type { LocalDate } from '@app/platform';
import type { ReminderQuery } from '../../../shared/reminder-filters';
import { seesAnnouncedOnly } from '../../../shared/visible-day.rules';
import { type PageRequest, queryText } from '../../../shell/http';

const FAR = '9999-12-31';

/** What the address of a list of reminders asks for. */
export function reminderQuery(request: PageRequest): ReminderQuery {
  return {
    from: queryText(request, 'from'),
    to: queryText(request, 'to'),
    person: queryText(request, 'person'),
    kind: queryText(request, 'kind'),
    state: queryText(request, 'state'),
  };
}

/** How far ahead somebody may look: coming reminders tell of moves that are not announced. */
export function latestDay(actor: Actor, today: LocalDate): LocalDate {
  return seesAnnouncedOnly(actor) ? today : FAR;
}
