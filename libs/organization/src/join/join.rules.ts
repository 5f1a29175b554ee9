import type { Actor } from '@app/access';
import { Conflict, InvalidInput } from '@app/platform';
import type { JoinQueries } from './joins.queries';

const MAXIMUM_REASON_LENGTH = 500;

/** Nobody joins or parts their own number: what it brings them must be seen by somebody else. */
export async function requireOthers(
  queries: JoinQueries,
  { personId }: Actor,
  personIds: readonly string[],
): Promise<void> {
  if (await queries.isOneOf(personId, personIds)) throw ownNumber();
}

export function ownNumber(): Conflict {
  return new Conflict(
    'join.own',
    '自分の番号をつないだり分けたりすることはできません。人事のほかの担当者に依頼してください。',
  );
}

/** The reason that is written down with an act on who is who. */
export function requireReason(reason: string, what: string): string {
  const why = reason.trim();
  if (why === '') throw new InvalidInput({ reason: `${what}を入力してください。` });
  if (why.length <= MAXIMUM_REASON_LENGTH) return why;
  throw new InvalidInput({
    reason: `${what}は${String(MAXIMUM_REASON_LENGTH)}文字以内で入力してください。`,
  });
}
