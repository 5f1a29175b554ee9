import { inForce, isEmployed } from '@app/organization';

/**
 * SQL: the account is one of the offices that look after holders of rights, on the day. They hear of what is done to those
 * holders, and read of it as long as they are that office.
 */
export function watchesHolders(accountId: string, day: string): string {
  return `EXISTS (SELECT 1 FROM accounts w JOIN account_roles wr ON wr.account_id = w.id
    WHERE w.id = ${accountId} AND wr.role IN ('program_office', 'auditor') AND ${inForce('wr', day)}
      AND w.suspended_at IS NULL AND ${isEmployed('w.person_id', day)})`;
}
