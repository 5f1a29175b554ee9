/** The character NUL and halves of surrogate pairs: what no person types and PostgreSQL cannot store. */
const UNREADABLE = /[\u0000\p{Surrogate}]/u;

/**
 * Whether everything that was sent can be stored as text. Without this every text field would be a way to an error of
 * ours. Walks without recursion: the depth of a body is the sender's choice.
 */
export function isReadable(body: unknown): boolean {
  const open = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && UNREADABLE.test(value)) return false;
    if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) open.push(key);
      for (const item of Object.values(value)) open.push(item);
    }
  }
  return true;
}
