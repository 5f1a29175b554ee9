import { Injectable } from '@nestjs/common';
import {
  type AppointmentBatchId,
  type AppointmentId,
  Clock,
  col,
  Database,
  type LocalDate,
  type NominationId,
  type RowFrom,
  statement,
} from '@app/platform';
import {
  BATCH_ACTS,
  type BatchProposal,
  type BatchStep,
  proposalSchema,
  type RowFinding,
} from './batch.rules';

const OPEN = statement({
  name: 'appointments.open-batches',
  sql: `SELECT id, act, term_end AS "termEnd", document_number AS "documentNumber", note, ordered_by AS "orderedBy",
      warned_reason AS "warnedReason", looked_at IS NOT NULL AS "isLooked", confirmed_by AS "confirmedBy"
    FROM appointment_batches WHERE finished_at IS NULL AND cancelled_at IS NULL AND (looked_at IS NULL OR confirmed_at IS NOT NULL)
    ORDER BY ordered_at, id`,
  parameters: {},
  row: {
    id: col.id<'appointment_batch'>(),
    act: col.oneOf(BATCH_ACTS),
    termEnd: col.date.orNull,
    documentNumber: col.text.orNull,
    note: col.text,
    orderedBy: col.id<'account'>(),
    warnedReason: col.text.orNull,
    isLooked: col.bool,
    confirmedBy: col.id<'account'>().orNull,
  },
});
export type OpenBatch = RowFrom<typeof OPEN>;

const MEMBER = `m.position, m.appointment_id AS "appointmentId", m.old_end AS "oldEnd", m.proposal, m.nomination_id AS "nominationId",
      m.warnings, m.warning_kinds AS "warningKinds", m.result_id AS "resultId"`;
const MEMBER_ROW = {
  position: col.int,
  appointmentId: col.id<'appointment'>().orNull,
  oldEnd: col.date.orNull,
  proposal: col.json(proposalSchema).orNull,
  nominationId: col.id<'nomination'>().orNull,
  warnings: col.texts,
  warningKinds: col.texts,
  resultId: col.id<'appointment'>().orNull,
};

/** One that nobody else is at; none once the batch is stopped. */
const next = (what: 'looked' | 'done') => `SELECT ${MEMBER} FROM appointment_batch_members m
    WHERE m.batch_id = :batchId AND m.${what}_at IS NULL
      AND EXISTS (SELECT 1 FROM appointment_batches b WHERE b.id = m.batch_id AND b.cancelled_at IS NULL)
    ORDER BY m.position LIMIT 1 FOR UPDATE OF m SKIP LOCKED`;

const NEXT_TO_LOOK_AT = statement({
  name: 'appointments.next-to-look-at',
  sql: next('looked'),
  parameters: { batchId: 'uuid' },
  row: MEMBER_ROW,
});

const NEXT_TO_DO = statement({
  name: 'appointments.next-to-do',
  sql: next('done'),
  parameters: { batchId: 'uuid' },
  row: MEMBER_ROW,
});
export type BatchMember = RowFrom<typeof NEXT_TO_DO>;

const DONE = statement({
  name: 'appointments.done-members',
  sql: `SELECT ${MEMBER} FROM appointment_batch_members m WHERE m.batch_id = :batchId AND m.result_id IS NOT NULL ORDER BY m.position DESC`,
  parameters: { batchId: 'uuid' },
  row: MEMBER_ROW,
});

export interface Looked {
  readonly refusal: string | null;
  /** The refusal value by value, where the row is one of a list. */
  readonly findings: readonly RowFinding[];
  readonly warnings: readonly { readonly kind: string; readonly text: string }[];
}

/** What is to be done for all of them, and the list that it came in, if it did. */
export interface OrderedStep extends BatchStep {
  readonly fileName: string | null;
  readonly unknownColumns?: readonly string[];
  readonly sheet?: string | null;
}

export interface NewMember {
  readonly appointmentId?: AppointmentId;
  readonly oldEnd?: LocalDate;
  readonly proposal?: BatchProposal;
  readonly line?: number;
  readonly nominationId?: NominationId;
  /** Known before it is tried: a cell that cannot be read. */
  readonly refusal?: string;
  readonly findings?: readonly RowFinding[];
}

/** Writes what is to be done for many, and what becomes of each. */
@Injectable()
export class BatchBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add(
    id: AppointmentBatchId,
    by: { readonly accountId: string | null },
    batch: OrderedStep,
    members: readonly NewMember[],
  ): Promise<void> {
    const { act, termEnd, documentNumber, note, fileName } = batch;
    const { unknownColumns = [], sheet = null } = batch;
    const now = this.clock.now();
    await this.database.execute(
      `INSERT INTO appointment_batches (id, act, term_end, document_number, note, file_name, ordered_at, ordered_by, unknown_columns, sheet)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, act, termEnd, documentNumber, note, fileName, now, by.accountId, unknownColumns, sheet],
    );
    await this.database.execute(
      `INSERT INTO appointment_batch_members (batch_id, position, appointment_id, old_end, proposal, line, nomination_id, refusal, findings, looked_at)
       SELECT $1, m.position, m."appointmentId", m."oldEnd", m.proposal, m.line, m."nominationId", m.refusal, COALESCE(m.findings, '[]'),
         CASE WHEN m.refusal IS NOT NULL THEN $3::timestamptz END
       FROM jsonb_to_recordset($2::jsonb) AS m (position integer, "appointmentId" uuid, "oldEnd" date, proposal jsonb, line integer,
         "nominationId" uuid, refusal text, findings jsonb)`,
      [id, JSON.stringify(members.map((it, index) => ({ ...it, position: index + 1 }))), now],
    );
  }

  /** What is to be tried, or was confirmed and is to be done. */
  async listOpen(): Promise<readonly OpenBatch[]> {
    return this.database.all(OPEN, {});
  }

  async nextToLookAt(batchId: AppointmentBatchId): Promise<BatchMember | null> {
    return this.database.first(NEXT_TO_LOOK_AT, { batchId });
  }

  async nextToDo(batchId: AppointmentBatchId): Promise<BatchMember | null> {
    return this.database.first(NEXT_TO_DO, { batchId });
  }

  /** The last one first, as they are taken back. */
  async listDone(batchId: AppointmentBatchId): Promise<readonly BatchMember[]> {
    return this.database.all(DONE, { batchId });
  }

  async looked(
    batchId: AppointmentBatchId,
    position: number,
    { refusal, findings, warnings }: Looked,
  ): Promise<void> {
    await this.database.execute(
      `UPDATE appointment_batch_members SET looked_at = $3, refusal = $4, warnings = $5, warning_kinds = $6, findings = $7
       WHERE batch_id = $1 AND position = $2 AND looked_at IS NULL`,
      [
        ...[batchId, position, this.clock.now(), refusal],
        ...[warnings.map(({ text }) => text), warnings.map(({ kind }) => kind)],
        JSON.stringify(findings),
      ],
    );
  }

  async done(
    batchId: AppointmentBatchId,
    position: number,
    result: { readonly resultId: AppointmentId } | { readonly problem: string },
  ): Promise<void> {
    const [id, problem] = 'resultId' in result ? [result.resultId, null] : [null, result.problem];
    await this.database.execute(
      `UPDATE appointment_batch_members SET done_at = $3, result_id = $4, problem = $5
       WHERE batch_id = $1 AND position = $2 AND done_at IS NULL`,
      [batchId, position, this.clock.now(), id, problem],
    );
  }

  /** Once every row was tried: it waits for its confirmation. */
  async allLooked(batchId: AppointmentBatchId): Promise<void> {
    await this.database.execute(
      `UPDATE appointment_batches b SET looked_at = $2 WHERE b.id = $1 AND b.looked_at IS NULL AND b.cancelled_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.looked_at IS NULL)`,
      [batchId, this.clock.now()],
    );
  }

  async allDone(batchId: AppointmentBatchId): Promise<void> {
    await this.database.execute(
      `UPDATE appointment_batches b SET finished_at = $2 WHERE b.id = $1 AND b.finished_at IS NULL AND b.cancelled_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.done_at IS NULL)`,
      [batchId, this.clock.now()],
    );
  }
}
