import { type Vocabulary, withWords } from '@app/platform';
import type { RequestHandler } from 'express';

/**
 * Everything that answers a request speaks in the city's words of today. Used in front and once more behind the bodies:
 * reading one ends what began before it.
 */
export function cityWords(vocabulary: Vocabulary): RequestHandler {
  return (_request, _response, next) => {
    vocabulary.current().then((words) => {
      withWords(words, next);
    }, next);
  };
}
