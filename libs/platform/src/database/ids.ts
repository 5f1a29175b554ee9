import { NotFound } from '../errors/errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** An id out of an address: what is no id names nothing, so it is NotFound and never a database error. */
export function idOf(text: string): string {
  if (!isUuid(text)) throw new NotFound();
  return text;
}
