import { personLine, personNow } from '@app/organization';
import { col, type RowFrom, statement } from '@app/platform';
import { watchesHolders } from '../notice/watchers';

export const RESET_KINDS = ['password', 'second_factor'] as const;
export type ResetKind = (typeof RESET_KINDS)[number];

/** Whether the account had a right on the day or in the thirty before: the database asks the same (`held_right_lately`). */
export const HELD_RIGHT = statement({
  name: 'accounts.held-right-lately',
  sql: `SELECT EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = :accountId
      AND (r.valid_to IS NULL OR r.valid_to > :today - 30)) AS "isHeld"`,
  parameters: { accountId: 'uuid', today: 'date' },
  row: { isHeld: col.bool },
});

/** Who hears of what is done to holders of rights: the offices that look after them, never the owner a second time. */
export const WATCHERS = statement({
  name: 'accounts.watchers-of-resets',
  sql: `SELECT a.id FROM accounts a WHERE a.id <> :accountId AND ${watchesHolders('a.id', ':today')}`,
  parameters: { accountId: 'uuid', today: 'date' },
  row: { id: col.id<'account'>() },
});

const LINE_OF = (account: string, alias: string): string =>
  `LEFT JOIN accounts ${alias}_account ON ${alias}_account.id = ${account}
   LEFT JOIN LATERAL ${personLine(`${alias}_account.person_id`, ':today')} ${alias} ON true`;

const RESET = {
  id: col.id<'account_reset'>(),
  accountId: col.id<'account'>(),
  kind: col.oneOf(RESET_KINDS),
  requestedAt: col.instant,
  requestedBy: col.id<'account'>().orNull,
  /** Whose account it is, and whose who asked, as the persons that they are now. */
  owner: col.id<'person'>(),
  requester: col.id<'person'>().orNull,
  ownerName: col.text,
  requesterName: col.text.orNull,
  expiresAt: col.instant.orNull,
  decidedAt: col.instant.orNull,
  deciderName: col.text.orNull,
  isApproved: col.bool.orNull,
  doneAt: col.instant.orNull,
};

const RESETS = `SELECT r.id, r.account_id AS "accountId", r.kind, r.requested_at AS "requestedAt", r.requested_by AS "requestedBy",
    ${personNow('owner_account.person_id')} AS owner, ${personNow('requester_account.person_id')} AS requester,
    owner.name AS "ownerName", requester.name AS "requesterName", r.expires_at AS "expiresAt", r.decided_at AS "decidedAt",
    decider.name AS "deciderName", r.is_approved AS "isApproved", r.done_at AS "doneAt"
  FROM account_resets r ${LINE_OF('r.account_id', 'owner')} ${LINE_OF('r.requested_by', 'requester')} ${LINE_OF('r.decided_by', 'decider')}`;

export const REQUESTS = statement({
  name: 'accounts.reset-requests',
  sql: `${RESETS} WHERE r.way = 'approval' ORDER BY r.requested_at DESC LIMIT 50`,
  parameters: { today: 'date' },
  row: RESET,
});
export type ResetRequest = RowFrom<typeof REQUESTS>;

/** Nobody has answered yet, and there is still time to. */
export function isResetOpen({ decidedAt, doneAt, expiresAt }: ResetRequest, now: Date): boolean {
  return decidedAt === null && doneAt === null && expiresAt !== null && expiresAt > now;
}

export const REQUEST = statement({
  name: 'accounts.reset-request',
  sql: `${RESETS} WHERE r.id = :id AND r.way = 'approval'`,
  parameters: { id: 'uuid', today: 'date' },
  row: RESET,
});

export const LOCKED_REQUEST = statement({
  name: 'accounts.locked-reset-request',
  sql: `SELECT id FROM account_resets WHERE id = :id FOR UPDATE`,
  parameters: { id: 'uuid' },
  row: { id: col.id<'account_reset'>() },
});

/** Of one who asks: what is neither done nor refused nor too old. */
export const OPEN_REQUEST = statement({
  name: 'accounts.open-reset-request',
  sql: `SELECT r.id, r.is_approved AS "isApproved", r.expires_at AS "expiresAt" FROM account_resets r
    WHERE r.account_id = :accountId AND r.kind = :kind AND r.requested_by = :by AND r.way = 'approval'
      AND r.done_at IS NULL AND r.is_approved IS DISTINCT FROM false AND r.expires_at > :now
    ORDER BY r.requested_at DESC LIMIT 1 FOR UPDATE`,
  parameters: { accountId: 'uuid', kind: 'text', by: 'uuid', now: 'timestamptz' },
  row: {
    id: col.id<'account_reset'>(),
    isApproved: col.bool.orNull,
    expiresAt: col.instant.orNull,
  },
});
export type OpenRequest = RowFrom<typeof OPEN_REQUEST>;

/** Whether this person reset the account alone lately or handed out its first password: who knows its password does not give it rights as well. */
export const RESET_BY = statement({
  name: 'accounts.reset-by-lately',
  sql: `SELECT EXISTS (SELECT 1 FROM account_resets r WHERE r.account_id = :accountId AND r.requested_by = :by
      AND r.done_at > :since)
    OR EXISTS (SELECT 1 FROM accounts a WHERE a.id = :accountId AND a.first_password_by = :by AND a.first_password_at > :since) AS "isReset"`,
  parameters: { accountId: 'uuid', by: 'uuid', since: 'timestamptz' },
  row: { isReset: col.bool },
});
