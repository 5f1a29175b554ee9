import type { ReminderQuery } from '@app/exports';
import { type PageRequest, queryText } from '../../../shell/http';

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
