import { isEnteredDay, type LocalDate, minDate } from '@app/platform';
import { type Actor, seesAhead } from './actor';

/** Personnel orders that have not been announced (内示) are for those who prepare them. */
export function seesAnnouncedOnly(actor: Actor): boolean {
  return !seesAhead(actor);
}

/** The day that was asked for, never a day ahead for people who may not see what is not announced; else today. */
export function visibleDay(actor: Actor, asked: string | undefined, today: LocalDate): LocalDate {
  const day = asked !== undefined && isEnteredDay(asked) ? asked : today;
  return seesAnnouncedOnly(actor) ? minDate(day, today) : day;
}
