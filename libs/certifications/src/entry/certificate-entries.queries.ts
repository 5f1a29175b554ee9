import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { detailsOn, inForce, personNow, personNowOfMany } from '@app/organization';
import {
  Clock,
  col,
  Database,
  type EntryBatchId,
  idOf,
  NotFound,
  type Page,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { ENTRY_STATES } from './entry-batches';
import { ENTRY_VERDICTS } from './entry.rules';

const BATCH = {
  id: col.id<'certificate_entry_batch'>(),
  state: col.oneOf(ENTRY_STATES),
  fileName: col.text,
  sentAt: col.instant,
  senderName: col.text,
  /** As the person that they are now. */
  sender: col.id<'person'>(),
  problem: col.text.orNull,
  /** Headings of the list that were not read. */
  unknownColumns: col.texts,
  /** The sheet of a spreadsheet that was read. */
  sheet: col.text.orNull,
  confirmedAt: col.instant.orNull,
  confirmerName: col.text,
  confirmer: col.id<'person'>().orNull,
  undoneAt: col.instant.orNull,
  undoerName: col.text,
  undoReason: col.text.orNull,
  /** Rows that are to become records, or are. */
  fitting: col.int,
  /** Rows that stand twice in the file or are known already. */
  known: col.int,
  refused: col.int,
  /** Rows that fit and whose last day is over: they count on no day. */
  expired: col.int,
  /** Rows that fit and name somebody otherwise than the number does. */
  otherwiseNamed: col.int,
  /** Rows that fit and are the reader's own: they cannot be confirmed by them. */
  own: col.int,
  made: col.int,
  /** Rows that fitted and were left out all the same. */
  left: col.int,
};

/** A list that HR has sent, and how far it is. */
export type EntryBatch = RowOf<typeof BATCH>;

/** Every number that the reader has or ever had. */
const OWN_NUMBERS = `SELECT s.staff_number FROM staff_numbers s WHERE ${personNowOfMany('s.person_id')} = ${personNow(':self')}`;

const BATCHES = `
  SELECT b.id, b.state, b.file_name AS "fileName", b.sent_at AS "sentAt", COALESCE(sender.name, '') AS "senderName",
    ${personNow('sent.person_id')} AS sender, b.problem, b.unknown_columns AS "unknownColumns", b.sheet, b.confirmed_at AS "confirmedAt", COALESCE(confirmer.name, '') AS "confirmerName",
    ${personNow('confirmed.person_id')} AS confirmer, b.undone_at AS "undoneAt", COALESCE(undoer.name, '') AS "undoerName", b.undo_reason AS "undoReason",
    count(e.position) FILTER (WHERE e.verdict = 'fits')::int AS fitting,
    count(e.position) FILTER (WHERE e.verdict IN ('duplicate', 'held'))::int AS known,
    count(e.position) FILTER (WHERE e.verdict = 'refused')::int AS refused,
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.valid_until < :asOf)::int AS expired,
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.findings @> '[{"column": "氏名"}]')::int AS "otherwiseNamed",
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.staff_number IN (${OWN_NUMBERS}))::int AS own,
    count(e.record_id)::int AS made, count(e.problem)::int AS "left"
  FROM certificate_entry_batches b
  JOIN accounts sent ON sent.id = b.sent_by
  LEFT JOIN accounts confirmed ON confirmed.id = b.confirmed_by
  LEFT JOIN accounts undone ON undone.id = b.undone_by
  LEFT JOIN ${detailsOn('sender', 'sent.person_id', ':asOf')}
  LEFT JOIN ${detailsOn('confirmer', 'confirmed.person_id', ':asOf')}
  LEFT JOIN ${detailsOn('undoer', 'undone.person_id', ':asOf')}
  LEFT JOIN certificate_entry_rows e ON e.batch_id = b.id`;
const GROUPED = `GROUP BY b.id, sender.name, sent.person_id, confirmer.name, confirmed.person_id, undoer.name`;

const LIST = statement({
  name: 'certifications.entry-batches',
  sql: `${BATCHES} ${GROUPED} ORDER BY b.sent_at DESC, b.id LIMIT :limit OFFSET :offset`,
  parameters: { asOf: 'date', self: 'uuid', limit: 'integer', offset: 'integer' },
  row: BATCH,
});

const TOTAL = statement({
  name: 'certifications.entry-batches-total',
  sql: 'SELECT count(*)::int AS total FROM certificate_entry_batches',
  parameters: {},
  row: { total: col.int },
});

const ONE = statement({
  name: 'certifications.entry-batch',
  sql: `${BATCHES} WHERE b.id = :id ${GROUPED}`,
  parameters: { asOf: 'date', self: 'uuid', id: 'uuid' },
  row: BATCH,
});

/** Lists that wait for a second person, and since when the oldest one does. */
const WAITING = statement({
  name: 'certifications.entries-waiting',
  sql: `SELECT count(*)::int AS total, min(b.sent_at) AS oldest FROM certificate_entry_batches b JOIN accounts a ON a.id = b.sent_by
    WHERE b.state = 'read' AND ${personNowOfMany('a.person_id')} <> ${personNow(':personId')}
      AND EXISTS (SELECT 1 FROM certificate_entry_rows e WHERE e.batch_id = b.id AND e.verdict = 'fits')`,
  parameters: { personId: 'uuid' },
  row: { total: col.int, oldest: col.instant.orNull },
});

/** What of the rows is looked at. */
export const ENTRY_PARTS = ['fitting', 'known', 'refused', 'left'] as const;
export type EntryPart = (typeof ENTRY_PARTS)[number];

const findings = z.array(
  z.object({ column: z.string(), value: z.string(), reason: z.string(), remedy: z.string() }),
);

const ENTRY = {
  position: col.int,
  line: col.int,
  verdict: col.oneOf(ENTRY_VERDICTS),
  cells: col.json(z.record(z.string(), z.string())),
  findings: col.json(findings),
  staffNumber: col.text.orNull,
  /** Of whose number it is; none when it is nobody's. */
  personId: col.id<'person'>().orNull,
  personName: col.text,
  certificationName: col.text.orNull,
  passedOn: col.date.orNull,
  certificateNumber: col.text.orNull,
  validUntil: col.date.orNull,
  recordId: col.id<'certification_record'>().orNull,
  problem: col.text.orNull,
  /** Somebody else has the same number. */
  isNumberShared: col.bool,
  /** It is the reader's own. */
  isOwn: col.bool,
};

/** One row of a list, as it was understood. */
export type EntryRow = RowOf<typeof ENTRY>;

const IN_PART = `CASE :part WHEN 'fitting' THEN e.verdict = 'fits' AND e.problem IS NULL WHEN 'known' THEN e.verdict IN ('duplicate', 'held')
    WHEN 'refused' THEN e.verdict = 'refused' ELSE e.problem IS NOT NULL END`;

const ROWS = statement({
  name: 'certifications.entry-rows',
  sql: `SELECT e.position, e.line, e.verdict, e.cells, e.findings, e.staff_number AS "staffNumber", n.person_id AS "personId", COALESCE(p.name, '') AS "personName",
      c.name AS "certificationName", e.passed_on AS "passedOn", e.certificate_number AS "certificateNumber", e.valid_until AS "validUntil",
      e.record_id AS "recordId", e.problem,
      EXISTS (SELECT 1 FROM certification_records o WHERE o.number_key = e.number_key AND o.state <> 'withdrawn'
        AND o.person_id IS DISTINCT FROM n.person_id) AS "isNumberShared",
      COALESCE(e.staff_number IN (${OWN_NUMBERS}), false) AS "isOwn"
    FROM certificate_entry_rows e
    LEFT JOIN certifications_called_on(COALESCE(e.passed_on, :asOf)) c ON c.id = e.certification_id
    LEFT JOIN LATERAL (SELECT s.person_id FROM staff_numbers s WHERE s.staff_number = e.staff_number
      ORDER BY (${inForce('s', ':asOf')}) DESC, s.person_id LIMIT 1) n ON true
    LEFT JOIN ${detailsOn('p', 'n.person_id', ':asOf')}
    WHERE e.batch_id = :batchId AND ${IN_PART}
    ORDER BY e.position LIMIT :limit OFFSET :offset`,
  parameters: {
    batchId: 'uuid',
    part: 'text',
    asOf: 'date',
    self: 'uuid',
    limit: 'integer',
    offset: 'integer',
  },
  row: ENTRY,
});

/** Reads lists of certificates that HR has sent, row by row. */
@Injectable()
export class CertificateEntryQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(
    actor: Actor,
    page: { readonly number: number; readonly size: number },
  ): Promise<Page<EntryBatch>> {
    requirePermission(actor, 'certifications.verify');
    const { total } = await this.database.only(TOTAL, {});
    const limits = { limit: page.size, offset: (page.number - 1) * page.size };
    return { rows: await this.database.all(LIST, { ...this.readBy(actor), ...limits }), total };
  }

  async get(actor: Actor, id: EntryBatchId): Promise<EntryBatch> {
    requirePermission(actor, 'certifications.verify');
    const asked = { ...this.readBy(actor), id: idOf<'certificate_entry_batch'>(id) };
    const batch = await this.database.first(ONE, asked);
    if (batch === null) throw new NotFound();
    return batch;
  }

  async countWaiting(
    actor: Actor,
  ): Promise<{ readonly total: number; readonly oldest: Date | null }> {
    requirePermission(actor, 'certifications.verify');
    return this.database.only(WAITING, { personId: actor.personId });
  }

  async listRows(
    actor: Actor,
    id: EntryBatchId,
    asked: { readonly part: EntryPart; readonly number: number; readonly size: number },
  ): Promise<readonly EntryRow[]> {
    requirePermission(actor, 'certifications.verify');
    const limits = { limit: asked.size, offset: (asked.number - 1) * asked.size };
    const batchId = idOf<'certificate_entry_batch'>(id);
    return this.database.all(ROWS, { batchId, part: asked.part, ...this.readBy(actor), ...limits });
  }

  private readBy({ personId }: Actor) {
    return { asOf: this.clock.today(), self: personId };
  }
}
