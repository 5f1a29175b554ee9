import { SYSTEM_ROLES } from '@app/access';
import { col, type RowFrom, statement } from '@app/platform';
import { z } from 'zod';
import { ORDER_STATES } from './file-order.rules';

const query = z.record(z.string(), z.string());

export const ORDER_FORMATS = ['csv', 'cp932', 'json', 'xlsx', 'pdf'] as const;

const COLUMNS = `o.id, o.account_id AS "accountId", o.list_key AS "listKey", o.format, o.query, o.title, o.as_of AS "asOf", o.roles,
  o.ordered_at AS "orderedAt", o.state, o.total, o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem,
  o.file_id AS "fileId", o.file_name AS "fileName", o.sha256, o.byte_size AS "byteSize", o.expires_at AS "expiresAt"`;

const ROW = {
  id: col.id<'file_order'>(),
  accountId: col.id<'account'>(),
  listKey: col.text,
  format: col.oneOf(ORDER_FORMATS),
  query: col.json(query),
  title: col.text,
  asOf: col.date,
  roles: col.someOf(SYSTEM_ROLES),
  orderedAt: col.instant,
  state: col.oneOf(ORDER_STATES),
  total: col.int,
  doneRows: col.int,
  attempts: col.int,
  finishedAt: col.instant.orNull,
  problem: col.text.orNull,
  fileId: col.id<'stored_file'>().orNull,
  fileName: col.text.orNull,
  sha256: col.text.orNull,
  byteSize: col.int.orNull,
  expiresAt: col.instant.orNull,
};

/** Somebody's own, the newest first. */
export const OWN = statement({
  name: 'exports.own-orders',
  sql: `SELECT ${COLUMNS} FROM file_orders o WHERE o.account_id = :accountId
    ORDER BY o.ordered_at DESC, o.id LIMIT :limit OFFSET :offset`,
  parameters: { accountId: 'uuid', limit: 'integer', offset: 'integer' },
  row: ROW,
});

/** Somebody's order of a file. */
export type FileOrder = RowFrom<typeof OWN>;

export const OWN_TOTAL = statement({
  name: 'exports.own-orders-total',
  sql: `SELECT count(*)::int AS total, (count(*) FILTER (WHERE state IN ('waiting', 'running')))::int AS open
    FROM file_orders WHERE account_id = :accountId`,
  parameters: { accountId: 'uuid' },
  row: { total: col.int, open: col.int },
});

export const ONE = statement({
  name: 'exports.order',
  sql: `SELECT ${COLUMNS} FROM file_orders o WHERE o.id = :id AND o.account_id = :accountId`,
  parameters: { id: 'uuid', accountId: 'uuid' },
  row: ROW,
});

/** The same thing that waits or is being made. */
export const SAME_OPEN = statement({
  name: 'exports.same-open-order',
  sql: `SELECT o.id FROM file_orders o WHERE o.account_id = :accountId AND o.list_key = :listKey AND o.format = :format
    AND md5(o.query::text) = md5((:query::jsonb)::text) AND o.state IN ('waiting', 'running')`,
  parameters: { accountId: 'uuid', listKey: 'text', format: 'text', query: 'text' },
  row: { id: col.id<'file_order'>() },
});

/** The oldest that waits, for one run; none while another is being made. */
export const CLAIM = statement({
  name: 'exports.claim-order',
  sql: `UPDATE file_orders o SET state = 'running', run_id = :runId, beat_at = :now, attempts = o.attempts + 1, done_rows = 0
    WHERE o.id = (SELECT w.id FROM file_orders w WHERE w.state = 'waiting' AND NOT w.id = ANY (:tried)
        ORDER BY w.ordered_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      AND NOT EXISTS (SELECT 1 FROM file_orders r WHERE r.state = 'running')
    RETURNING ${COLUMNS}`,
  parameters: { runId: 'uuid', now: 'timestamptz', tried: 'uuid[]' },
  row: ROW,
});

export const EXPIRED = statement({
  name: 'exports.expired-orders',
  sql: `UPDATE file_orders SET state = 'expired' WHERE state = 'ready' AND expires_at <= :now RETURNING file_id AS "fileId"`,
  parameters: { now: 'timestamptz' },
  row: { fileId: col.id<'stored_file'>() },
});
