import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import { detailsOn } from '@app/organization';
import {
  type AppointmentId,
  Clock,
  col,
  Conflict,
  Database,
  type LetterBatchId,
  type LocalDate,
  naturalOrder,
  NotFound,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { SHOWN } from '../appointment/appointment-rows.sql';
import { type DxRole } from '../appointment/appointment.rules';
import { NEWEST_END } from '../letter/newest-end.sql';
import { SEAL_KINDS } from '../letter/letter.rules';

/** SQL: appointments that hold or will hold, without a letter that says how long they run now. */
const WAITING = `FROM shown LEFT JOIN LATERAL (${NEWEST_END}) issued ON true
    WHERE state IN ('in_force', 'upcoming') AND issued.end IS DISTINCT FROM "termEnd"
    AND (:role IS NULL OR role = :role) AND (:from IS NULL OR "termStart" >= :from) AND (:to IS NULL OR "termStart" <= :to)`;
const FILTER = {
  on: 'date',
  seesAhead: 'boolean',
  role: 'text?',
  from: 'date?',
  to: 'date?',
} as const;

const WAITING_LIST = statement({
  name: 'appointments.letters-waiting',
  sql: `${SHOWN} SELECT id, "personId", "staffNumber", name, role, "termStart", "termEnd", "documentNumber", "unitName",
      issued.end AS "issuedEnd" ${WAITING}
    ORDER BY "termStart", ${naturalOrder('"documentNumber"')}, "staffNumber", id LIMIT :limit OFFSET :offset`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: {
    id: col.id<'appointment'>(),
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    role: col.text,
    termStart: col.date,
    termEnd: col.date,
    documentNumber: col.text,
    unitName: col.text.orNull,
    /** The end that its newest letter says; null without a letter. */
    issuedEnd: col.date.orNull,
  },
});

/** An appointment whose letter is not issued yet, or says another end than the term has by now. */
export type WaitingLetter = RowFrom<typeof WAITING_LIST>;

const WAITING_TOTAL = statement({
  name: 'appointments.letters-waiting-total',
  sql: `${SHOWN} SELECT count(*)::int AS total ${WAITING}`,
  parameters: FILTER,
  row: { total: col.int },
});

const WAITING_IDS = statement({
  name: 'appointments.letters-waiting-ids',
  sql: `${SHOWN} SELECT id ${WAITING} ORDER BY "termStart", ${naturalOrder('"documentNumber"')}, "staffNumber", id`,
  parameters: FILTER,
  row: { id: col.id<'appointment'>() },
});

/** SQL: how many of the letters of `batch` belong to appointments that were annulled since. */
export const annulledLetters = (batch: string): string => `(
  SELECT count(*)::int FROM letter_batch_members m
  JOIN issued_documents d ON d.id = m.document_id
  JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id
  WHERE m.batch_id = ${batch})`;

const BATCHES = `
  SELECT b.id, b.seal, b.dated_on AS "datedOn", b.ordered_at AS "orderedAt", by_person.name AS "orderedByName",
    b.cancelled_at AS "cancelledAt", b.finished_at AS "finishedAt",
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id) AS members,
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id AND m.document_id IS NOT NULL) AS issued,
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id AND m.problem IS NOT NULL) AS problems,
    marked.annulled, EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id) AS "hasFiles",
    EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id AND p.marked = marked.annulled) AS "isMarked"
  FROM letter_batches b
  CROSS JOIN LATERAL (SELECT ${annulledLetters('b.id')} AS annulled) marked
  LEFT JOIN accounts by_account ON by_account.id = b.ordered_by
  LEFT JOIN ${detailsOn('by_person', 'by_account.person_id', ':on')}`;

const BATCH = {
  id: col.id<'letter_batch'>(),
  seal: col.oneOf(SEAL_KINDS).orNull,
  datedOn: col.date.orNull,
  orderedAt: col.instant,
  orderedByName: col.text.orNull,
  cancelledAt: col.instant.orNull,
  finishedAt: col.instant.orNull,
  members: col.int,
  issued: col.int,
  problems: col.int,
  /** Letters of appointments that were annulled since. */
  annulled: col.int,
  /** Of all in one; gone some days after they were made. */
  hasFiles: col.bool,
  /** Whether the files mark every letter that was annulled; until then they are made again. */
  isMarked: col.bool,
};

const ONE_BATCH = statement({
  name: 'appointments.letter-batch',
  sql: `${BATCHES} WHERE b.id = :id`,
  parameters: { id: 'uuid', on: 'date' },
  row: BATCH,
});

/** Letters of many that were ordered at once. */
export type LetterBatch = RowFrom<typeof ONE_BATCH>;

const LATEST = statement({
  name: 'appointments.latest-letter-batches',
  sql: `${BATCHES} ORDER BY b.ordered_at DESC, b.id LIMIT 10`,
  parameters: { on: 'date' },
  row: BATCH,
});

const PROBLEMS = statement({
  name: 'appointments.letter-batch-problems',
  sql: `SELECT m.appointment_id AS "appointmentId", m.problem, held.role, COALESCE(p.name, '') AS name FROM letter_batch_members m
    LEFT JOIN LATERAL (
      SELECT h.person_id, h.role FROM role_appointments_history h WHERE h.id = m.appointment_id ORDER BY h.recorded_at DESC LIMIT 1
    ) held ON true
    LEFT JOIN ${detailsOn('p', 'held.person_id', ':on')}
    WHERE m.batch_id = :id AND m.problem IS NOT NULL ORDER BY m.position LIMIT 200`,
  parameters: { id: 'uuid', on: 'date' },
  row: {
    appointmentId: col.id<'appointment'>(),
    problem: col.text.orNull,
    role: col.text.orNull,
    name: col.text,
  },
});

export type LetterProblem = RowFrom<typeof PROBLEMS>;

const PART = statement({
  name: 'appointments.letter-batch-part',
  sql: `SELECT bytes FROM letter_batch_parts
    WHERE batch_id = :id AND kind = :kind AND marked = :marked AND position = :position`,
  parameters: { id: 'uuid', kind: 'text', marked: 'integer', position: 'integer' },
  row: { bytes: col.bytes },
});

const PARTS = statement({
  name: 'appointments.letter-batch-parts',
  sql: `SELECT count(*)::int AS total FROM letter_batch_parts WHERE batch_id = :id AND kind = :kind AND marked = :marked`,
  parameters: { id: 'uuid', kind: 'text', marked: 'integer' },
  row: { total: col.int },
});

export interface WaitingFilter {
  readonly role?: DxRole | undefined;
  /** The first day of the term. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

export type BatchFile = 'pdf' | 'zip';

/** One making of a file: by how many annulled letters it marks. */
interface Made {
  readonly id: LetterBatchId;
  readonly kind: BatchFile;
  readonly marked: number;
}

/** Reads which letters are not issued yet, and what became of those that were ordered at once. */
@Injectable()
export class LetterBatchQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listWaiting(
    actor: Actor,
    filter: WaitingFilter,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<WaitingLetter>> {
    const asked = this.valuesOf(actor, filter);
    const { total } = await this.database.only(WAITING_TOTAL, asked);
    const limits = { limit: pageSize, offset: (page - 1) * pageSize };
    return { rows: await this.database.all(WAITING_LIST, { ...asked, ...limits }), total };
  }

  /** All that fit, in the order in which they are issued. */
  async listWaitingIds(actor: Actor, filter: WaitingFilter): Promise<readonly AppointmentId[]> {
    const rows = await this.database.all(WAITING_IDS, this.valuesOf(actor, filter));
    return rows.map(({ id }) => id);
  }

  async getBatch(actor: Actor, id: LetterBatchId): Promise<LetterBatch> {
    requirePermission(actor, 'appointments.manage');
    const batch = await this.database.first(ONE_BATCH, { id, on: this.clock.today() });
    if (batch === null) throw new NotFound();
    return batch;
  }

  async listLatest(actor: Actor): Promise<readonly LetterBatch[]> {
    requirePermission(actor, 'appointments.manage');
    return this.database.all(LATEST, { on: this.clock.today() });
  }

  /** Whose letter was not issued, and why. */
  async listProblems(actor: Actor, id: LetterBatchId): Promise<readonly LetterProblem[]> {
    requirePermission(actor, 'appointments.manage');
    return this.database.all(PROBLEMS, { id, on: this.clock.today() });
  }

  /** Piece by piece, so that no request holds all of it. NotFound when it is gone or not made yet. */
  async openFile(
    actor: Actor,
    id: LetterBatchId,
    kind: BatchFile,
  ): Promise<AsyncGenerator<Buffer, void>> {
    const { finishedAt, hasFiles, isMarked, annulled } = await this.getBatch(actor, id);
    if (finishedAt === null || !hasFiles) throw new NotFound();
    if (!isMarked) throw madeAgain();
    const made = { id, kind, marked: annulled };
    return this.parts(made, (await this.database.only(PARTS, made)).total);
  }

  /** A file that is made again meanwhile breaks off: what is short of a part is no file. */
  private async *parts(made: Made, total: number): AsyncGenerator<Buffer, void> {
    for (let position = 1; position <= total; position++) {
      const part = await this.database.first(PART, { ...made, position });
      if (part === null) throw madeAgain();
      yield part.bytes;
    }
  }

  private valuesOf(actor: Actor, { role, from, to }: WaitingFilter) {
    requirePermission(actor, 'appointments.manage');
    return {
      ...{ on: this.clock.today(), seesAhead: seesAhead(actor) },
      ...{ role: role ?? null, from: from ?? null, to: to ?? null },
    };
  }
}

function madeAgain(): Conflict {
  return new Conflict(
    'letter_batch.made_again',
    '任命の取消しがあったため、まとめたファイルを作り直しています。しばらくしてから、一括発行の画面を開き直してください。',
  );
}
