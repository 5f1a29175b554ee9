import {
  type Clock,
  type LocalDate,
  localDateSchema,
  type Vocabulary,
  withWords,
} from '@app/platform';
import type { Request, RequestHandler } from 'express';

/**
 * Everything that answers a request speaks in the city's words of the day that is asked for: of today, or of the past
 * day as of which a page or file tells. Used in front and once more behind the bodies: reading one ends what began
 * before it.
 */
export function cityWords(vocabulary: Vocabulary, clock: Clock): RequestHandler {
  return (request, _response, next) => {
    vocabulary.on(dayOf(request, clock.today())).then((words) => {
      withWords(words, next);
    }, next);
  };
}

/** What lies ahead is told in the words of today: others may still be chosen until then. */
function dayOf(request: Request, today: LocalDate): LocalDate {
  const { data } = localDateSchema.safeParse(request.query['asOf']);
  return data !== undefined && data < today ? data : today;
}
