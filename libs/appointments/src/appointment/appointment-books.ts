import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { detailsOn } from '@app/organization';
import {
  type AppointmentId,
  Clock,
  col,
  Conflict,
  Database,
  dayOf,
  type LocalDate,
  NotFound,
  type PersonId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { END_REASONS } from './appointment.rules';
import type { Renewal } from './candidate.rules';
import { precedes } from './preceding-term.sql';

const PERIOD = {
  rowId: col.id<'appointment_row'>(),
  id: col.id<'appointment'>(),
  personId: col.id<'person'>(),
  orgUnitId: col.id<'org_unit'>(),
  role: col.text,
  termStart: col.date,
  termEnd: col.date,
  validFrom: col.date,
  /** The first day that is not in office any more. */
  validTo: col.date,
  endReason: col.oneOf(END_REASONS).orNull,
  documentNumber: col.text,
  note: col.text,
  appointedAt: col.instant,
  appointedBy: col.id<'account'>(),
  /** The appointment whose term this one follows (再任). */
  renewsId: col.id<'appointment'>().orNull,
};

/** One time in office, as it stands in the books now. */
export type Period = RowOf<typeof PERIOD>;

const PERIOD_COLUMNS = `row_id AS "rowId", id, person_id AS "personId", org_unit_id AS "orgUnitId", role, term_start AS "termStart",
  term_end AS "termEnd", valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason",
  document_number AS "documentNumber", note, appointed_at AS "appointedAt", appointed_by AS "appointedBy", renews_id AS "renewsId"`;

/** Every row there ever was: two acts on one appointment wait for each other here, whatever the first one supersedes. */
const LOCK = statement({
  name: 'appointments.lock',
  sql: 'SELECT row_id AS "rowId" FROM role_appointments_history WHERE id = :id ORDER BY row_id FOR NO KEY UPDATE',
  parameters: { id: 'uuid' },
  row: { rowId: col.id<'appointment_row'>() },
});

const PERIODS = statement({
  name: 'appointments.periods',
  sql: `SELECT ${PERIOD_COLUMNS} FROM role_appointments WHERE id = :id ORDER BY valid_from`,
  parameters: { id: 'uuid' },
  row: PERIOD,
});

const HELD = statement({
  name: 'appointments.held',
  sql: `SELECT ${PERIOD_COLUMNS} FROM role_appointments WHERE person_id = :personId ORDER BY valid_from`,
  parameters: { personId: 'uuid' },
  row: PERIOD,
});

/** The row that went on beyond it gave way on the day: a number that was joined to another one moves rows, and ends nothing. */
const IS_END_OF = statement({
  name: 'appointments.is-end-of-day',
  sql: `SELECT EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.id = :id AND h.valid_from = :validFrom
      AND h.valid_to > :validTo AND ${dayOf('h.superseded_at')} = :on AND h.superseded_at >= h.recorded_at) AS "isEnd"`,
  parameters: { id: 'uuid', validFrom: 'date', validTo: 'date', on: 'date' },
  row: { isEnd: col.bool },
});

const DOCUMENT_USES = statement({
  name: 'appointments.document-uses',
  sql: `SELECT DISTINCT p.name, used.starts AS "termStart"
    FROM (
      SELECT a.person_id, a.term_start AS starts, a.document_number FROM role_appointments a
      UNION ALL
      SELECT a.person_id, x.old_end + 1, x.document_number
      FROM role_appointment_extensions x JOIN role_appointments a ON a.id = x.appointment_id
    ) used JOIN ${detailsOn('p', 'used.person_id', ':today')}
    WHERE document_number_key(used.document_number) = document_number_key(:documentNumber) AND (used.person_id <> :personId OR used.starts <> :termStart)
    ORDER BY used.starts, p.name LIMIT 5`,
  parameters: { documentNumber: 'text', personId: 'uuid', termStart: 'date', today: 'date' },
  row: { name: col.text, termStart: col.date },
});

/** Another letter of the same number: of an appointment, or of an extension from its first day. */
export type DocumentUse = RowFrom<typeof DOCUMENT_USES>;

const RENEWED_BY = statement({
  name: 'appointments.renewed-by',
  sql: `SELECT term_start AS "termStart", max(term_end) AS "termEnd" FROM role_appointments WHERE renews_id = :id
    GROUP BY id, term_start ORDER BY term_start LIMIT 1`,
  parameters: { id: 'uuid' },
  row: { termStart: col.date, termEnd: col.date },
});

const PRECEDING = statement({
  name: 'appointments.preceding-term',
  sql: `SELECT a.id, a.term_end AS "lastDay" FROM role_appointments a
    WHERE ${precedes('a', { personId: ':personId', role: ':role', start: ':termStart' })}`,
  parameters: { personId: 'uuid', role: 'text', termStart: 'date' },
  row: { id: col.id<'appointment'>(), lastDay: col.date },
});

const LOCK_PERSON = statement({
  name: 'appointments.lock-person',
  sql: 'SELECT id FROM person_identities WHERE id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

/** Writes the rows of role_appointments_history: nothing is changed in place, a row is superseded and another one added. */
@Injectable()
export class AppointmentBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The times in office of one appointment, the last one last; never empty. */
  async lock(id: AppointmentId): Promise<readonly [...Period[], Period]> {
    const rows = await this.database.all(LOCK, { id });
    if (rows.length === 0) throw new NotFound();
    const periods = await this.database.all(PERIODS, { id });
    const last = periods.at(-1);
    if (last) return [...periods.slice(0, -1), last];
    throw new Conflict(
      'appointment.annulled',
      'この任命は取り消されています。画面を開き直して確かめてください。',
    );
  }

  /** Two appointments of one person at the same moment wait for each other, so that an overlap is seen. */
  async lockPerson(personId: PersonId): Promise<void> {
    await this.database.all(LOCK_PERSON, { personId });
  }

  /** The term that follows this one as its renewal, if there is one that was not annulled. */
  async findRenewal(id: AppointmentId): Promise<Renewal | null> {
    return this.database.first(RENEWED_BY, { id });
  }

  /** The term of the same role that runs out on the day before and that nothing renews yet. */
  async findPreceding({
    personId,
    role,
    termStart,
  }: Pick<Period, 'personId' | 'role' | 'termStart'>): Promise<RowFrom<typeof PRECEDING> | null> {
    return this.database.first(PRECEDING, { personId, role, termStart });
  }

  /** Every role on every day. */
  async listHeld(personId: PersonId): Promise<readonly Period[]> {
    return this.database.all(HELD, { personId });
  }

  /** Other letters that carry the number: of somebody else, or of the same person from another day. */
  async listDocumentUses(use: {
    readonly documentNumber: string;
    readonly personId: PersonId;
    readonly termStart: LocalDate;
  }): Promise<readonly DocumentUse[]> {
    return this.database.all(DOCUMENT_USES, { ...use, today: this.clock.today() });
  }

  async add(actor: Actor, period: Omit<Period, 'rowId'>): Promise<void> {
    await this.database.execute(
      `INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason,
         document_number, note, appointed_at, appointed_by, recorded_at, recorded_by, renews_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        period.id,
        period.personId,
        period.orgUnitId,
        period.role,
        period.termStart,
        period.termEnd,
        period.validFrom,
        period.validTo,
        period.endReason,
        period.documentNumber,
        period.note,
        period.appointedAt,
        period.appointedBy,
        this.clock.now(),
        actor.accountId,
        period.renewsId,
      ],
    );
  }

  /** Whether the end of the period was registered on the day. */
  async isEndOf({ id, validFrom, validTo }: Period, on: LocalDate): Promise<boolean> {
    return (await this.database.only(IS_END_OF, { id, validFrom, validTo, on })).isEnd;
  }

  async supersede(actor: Actor, periods: readonly Period[]): Promise<void> {
    await this.database.execute(
      'UPDATE role_appointments_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = ANY ($1)',
      [periods.map((it) => it.rowId), this.clock.now(), actor.accountId],
    );
  }

  async addAnnulment(actor: Actor, id: AppointmentId, reason: string): Promise<void> {
    await this.database.execute(
      `INSERT INTO role_appointment_annulments (appointment_id, reason, annulled_at, annulled_by) VALUES ($1, $2, $3, $4)`,
      [id, reason, this.clock.now(), actor.accountId],
    );
  }
}
