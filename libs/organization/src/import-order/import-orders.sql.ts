import { col, dayOf, type RowFrom, statement } from '@app/platform';
import { z } from 'zod';
import { accountText } from '../day/account-line';

export const IMPORT_ORDER_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportOrderState = (typeof IMPORT_ORDER_STATES)[number];

const ACTS = ['compare', 'apply'] as const;

const optional = z.string().optional();
const input = z.object({
  ...{ unitsName: optional, postingsName: optional, effectiveOn: optional, source: optional },
  ...{ unitsSheet: optional, postingsSheet: optional },
  withoutRefused: z.boolean().optional(),
  alarmsAccepted: z.boolean().optional(),
  leavings: z.number().nullable().optional(),
});
export type OrderInput = z.output<typeof input>;

const COLUMNS = `o.id, o.act, o.batch_id AS "batchId", o.input, o.ordered_at AS "orderedAt", o.ordered_by AS "orderedBy", o.state, o.total,
  o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem`;

const ROW = {
  id: col.id<'import_order'>(),
  act: col.oneOf(ACTS),
  batchId: col.id<'import_batch'>().orNull,
  input: col.json<OrderInput>(input),
  orderedAt: col.instant,
  orderedBy: col.id<'account'>(),
  state: col.oneOf(IMPORT_ORDER_STATES),
  total: col.int,
  doneRows: col.int,
  attempts: col.int,
  finishedAt: col.instant.orNull,
  problem: col.text.orNull,
};

export const ORDER = statement({
  name: 'organization.import-order',
  sql: `SELECT ${COLUMNS}, ${accountText('o.ordered_by', dayOf('o.ordered_at'))} AS "orderedByName" FROM import_orders o WHERE o.id::text = :orderId`,
  parameters: { orderId: 'text' },
  row: { ...ROW, orderedByName: col.text.orNull },
});

export type ImportOrder = RowFrom<typeof ORDER>;

/** Those that are not over, and those that came to nothing of late. */
export const OPEN_ORDERS = statement({
  name: 'organization.import-orders-open',
  sql: `SELECT ${COLUMNS}, ${accountText('o.ordered_by', dayOf('o.ordered_at'))} AS "orderedByName" FROM import_orders o
    WHERE o.state IN ('waiting', 'running') ORDER BY o.ordered_at, o.id LIMIT 20`,
  parameters: {},
  row: { ...ROW, orderedByName: col.text.orNull },
});

/** The order by which a batch is being carried out. */
export const APPLYING = statement({
  name: 'organization.import-order-applying',
  sql: `SELECT o.id FROM import_orders o WHERE o.batch_id = :batchId AND o.act = 'apply' AND o.state IN ('waiting', 'running')`,
  parameters: { batchId: 'uuid' },
  row: { id: col.id<'import_order'>() },
});

/** The oldest that waits, for one run; none while another is under way. */
export const CLAIM_ORDER = statement({
  name: 'organization.claim-import-order',
  sql: `UPDATE import_orders o SET state = 'running', run_id = :runId, beat_at = :now, attempts = o.attempts + 1, done_rows = 0
    WHERE o.id = (SELECT w.id FROM import_orders w WHERE w.state = 'waiting' AND NOT w.id = ANY (:tried)
        ORDER BY w.ordered_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      AND NOT EXISTS (SELECT 1 FROM import_orders r WHERE r.state = 'running')
    RETURNING ${COLUMNS}, o.units_file AS "unitsFile", o.postings_file AS "postingsFile"`,
  parameters: { runId: 'uuid', now: 'timestamptz', tried: 'uuid[]' },
  row: { ...ROW, unitsFile: col.bytes.orNull, postingsFile: col.bytes.orNull },
});

export type ClaimedOrder = RowFrom<typeof CLAIM_ORDER>;

/** How many rows the plan writes and ends; one that is changed is both. */
export const PLANNED_WRITES = statement({
  name: 'organization.import-planned-writes',
  sql: `SELECT coalesce(sum(jsonb_array_length(rows.value) * CASE rows.key WHEN 'update' THEN 2 ELSE 1 END), 0)::int AS total
    FROM import_batches b, jsonb_each(b.plan -> 'operations') AS part,
      jsonb_each(CASE WHEN jsonb_typeof(part.value) = 'object' THEN part.value ELSE '{}' END) AS rows
    WHERE b.id = :batchId AND jsonb_typeof(rows.value) = 'array'`,
  parameters: { batchId: 'uuid' },
  row: { total: col.int },
});
