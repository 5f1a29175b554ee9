import type { LocalDate } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../shell/http';
import { dayRefusal, visibleDay } from './visible-day.rules';

/** The day of a page that takes `asOf`, and why it is not the one that was asked for: for the date field (as-of-field.hbs). */
export interface AskedDay {
  readonly asOf: LocalDate;
  /** Empty when the day that was asked for is shown. */
  readonly asOfError: string;
}

/** Every page that takes `asOf` reads it here, so that none answers for another day without saying so. */
export function askedDay(request: PageRequest, today: LocalDate): AskedDay {
  const asked = queryText(request, 'asOf');
  const actor = actorOf(request);
  return {
    asOf: visibleDay(actor, asked, today),
    asOfError: dayRefusal(actor, asked, today),
  };
}
