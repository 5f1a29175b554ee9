import { NotFound } from '../errors/errors';
import { isUuid } from './uuid';

/** An id out of an address: what is no id names nothing, so it is NotFound and never a database error. */
export function idOf(text: string): string {
  if (!isUuid(text)) throw new NotFound();
  return text;
}
