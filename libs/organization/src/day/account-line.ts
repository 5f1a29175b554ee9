import { personLine } from './person-line';

/** SQL: 「000123 富山　花子」, as the holder of an account was called on the day; NULL for no account and for nobody that day. */
export function accountText(accountId: string, day: string): string {
  return `(SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL ${personLine('holder.person_id', day)} line ON true WHERE holder.id = ${accountId})`;
}
