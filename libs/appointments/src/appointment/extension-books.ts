import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  type AppointmentId,
  col,
  Conflict,
  Database,
  History,
  type HistoryRow,
  type LocalDate,
  type RowFrom,
  statement,
} from '@app/platform';
import { LETTER_SINCE } from './letter-since.sql';

/** The newest comes last: each begins where the one before ends. */
const OF_APPOINTMENT = statement({
  name: 'appointments.extensions',
  sql: `SELECT x.id, x.old_end AS "oldEnd", x.new_end AS "newEnd", x.document_number AS "documentNumber", x.reason,
      x.recorded_at AS "recordedAt",
      ${LETTER_SINCE} AS "letterAt"
    FROM role_appointment_extensions x WHERE x.appointment_id = :id ORDER BY x.old_end`,
  parameters: { id: 'uuid' },
  row: {
    id: col.id<'appointment_extension'>(),
    oldEnd: col.date,
    newEnd: col.date,
    documentNumber: col.text,
    reason: col.text,
    recordedAt: col.instant,
    /** When a letter was issued that says the later end. */
    letterAt: col.instant.orNull,
  },
});

/** 任期延長, as the books have it now. */
export type TermExtension = RowFrom<typeof OF_APPOINTMENT>;

interface ExtensionRow extends HistoryRow {
  readonly appointment_id: AppointmentId;
  readonly old_end: LocalDate;
  readonly new_end: LocalDate;
  readonly document_number: string;
  readonly reason: string;
}

const TABLE = {
  table: 'role_appointment_extensions',
  columns: {
    ...{ id: 'uuid', appointment_id: 'uuid', old_end: 'date', new_end: 'date' },
    ...{ document_number: 'text', reason: 'text' },
  },
};

/** Reads and writes which terms were extended. */
@Injectable()
export class ExtensionBooks {
  constructor(
    private readonly database: Database,
    private readonly history: History,
  ) {}

  /** The oldest first. */
  async listOf(id: AppointmentId): Promise<readonly TermExtension[]> {
    return this.database.all(OF_APPOINTMENT, { id });
  }

  async requireLatest(id: AppointmentId): Promise<TermExtension> {
    const latest = (await this.listOf(id)).at(-1);
    if (latest) return latest;
    throw new Conflict(
      'appointment.not_extended',
      'この任命の任期は延長されていません。画面を開き直して確かめてください。',
    );
  }

  async add(actor: Actor, row: ExtensionRow): Promise<void> {
    await this.history.write(TABLE, actor, { insert: [row] });
  }

  async end(actor: Actor, id: string): Promise<void> {
    await this.history.write(TABLE, actor, { end: [id] });
  }
}
