import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { personNow } from '@app/organization';
import {
  Clock,
  col,
  Database,
  idOf,
  type LocalDate,
  NotFound,
  type PersonId,
  type RecordId,
  type RowOf,
  statement,
} from '@app/platform';
import { type CertificateSubject } from '../certifications.events';
import { recordAnnulled, recordSetAside } from './certification-record.errors';
import { EVIDENCE_KINDS, RECORD_STATES } from './certification-record.rules';

const RECORD = {
  rowId: col.id<'certification_record_row'>(),
  id: col.id<'certification_record'>(),
  personId: col.id<'person'>(),
  certificationId: col.id<'certification'>(),
  certificationCode: col.text,
  passedOn: col.date,
  certificateNumber: col.text,
  numberKey: col.text,
  state: col.oneOf(RECORD_STATES),
  evidenceFileId: col.id<'stored_file'>().orNull,
  evidenceKind: col.oneOf(EVIDENCE_KINDS),
  reportedAt: col.instant,
  reportedBy: col.id<'person'>(),
  decidedAt: col.instant.orNull,
  decidedBy: col.id<'person'>().orNull,
  returnReason: col.text.orNull,
  withdrawnAt: col.instant.orNull,
  revokedAt: col.instant.orNull,
  revokedBy: col.id<'person'>().orNull,
  revokeReason: col.text.orNull,
  validUntil: col.date.orNull,
  renewsId: col.id<'certification_record'>().orNull,
  nameOnCertificate: col.text.orNull,
  /** Who holds it, reported and decided, as the persons that they are now: two numbers of one human being are no two persons. */
  holder: col.id<'person'>(),
  reporter: col.id<'person'>(),
  decider: col.id<'person'>().orNull,
};

/**
 * One report of a pass by or for a person, as it stands in the books now. Decided at most once; a wrong verification is
 * revoked by another person and keeps what was decided. reportedBy, decidedBy and revokedBy are persons.
 */
export type BookedRecord = RowOf<typeof RECORD>;

/** Every row of the record there ever was: two reviewers at once wait for each other, whatever the first supersedes. */
const LOCK = statement({
  name: 'certifications.lock-record',
  sql: `SELECT row_id AS "rowId", superseded_at IS NULL AS "isOpen" FROM certification_records_history
    WHERE id = :id ORDER BY row_id FOR NO KEY UPDATE`,
  parameters: { id: 'uuid' },
  row: { rowId: col.id<'certification_record_row'>(), isOpen: col.bool },
});

const CURRENT = statement({
  name: 'certifications.booked-record',
  sql: `SELECT r.row_id AS "rowId", r.id, r.person_id AS "personId", r.certification_id AS "certificationId",
      c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber",
      r.number_key AS "numberKey", r.state, r.evidence_file_id AS "evidenceFileId", r.reported_at AS "reportedAt",
      r.reported_by_person_id AS "reportedBy", r.decided_at AS "decidedAt", r.decided_by_person_id AS "decidedBy", r.return_reason AS "returnReason",
      r.withdrawn_at AS "withdrawnAt", r.revoked_at AS "revokedAt", r.revoked_by_person_id AS "revokedBy", r.revoke_reason AS "revokeReason",
      r.valid_until AS "validUntil", r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate", r.evidence_kind AS "evidenceKind",
      ${personNow('r.person_id')} AS holder, ${personNow('r.reported_by_person_id')} AS reporter, ${personNow('r.decided_by_person_id')} AS decider
    FROM certification_records r JOIN certifications c ON c.id = r.certification_id
    WHERE r.id = :id`,
  parameters: { id: 'uuid' },
  row: RECORD,
});

const ADD_REPORT = statement({
  name: 'certifications.add-report',
  sql: `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key,
      state, evidence_file_id, reported_at, reported_by_person_id, valid_until, renews_id, name_on_certificate, recorded_at, recorded_by)
    VALUES (:id, :personId, :certificationId, :passedOn, :certificateNumber, :numberKey,
      'reported', :evidenceFileId, :now, :reportedBy, :validUntil, :renewsId, :nameOnCertificate, :now, :accountId)
    ON CONFLICT (person_id, certification_id, passed_on) WHERE superseded_at IS NULL AND state IN ('reported', 'verified')
      DO NOTHING
    RETURNING id`,
  parameters: {
    id: 'uuid',
    personId: 'uuid',
    certificationId: 'uuid',
    passedOn: 'date',
    certificateNumber: 'text',
    numberKey: 'text',
    evidenceFileId: 'uuid',
    reportedBy: 'uuid',
    validUntil: 'date?',
    renewsId: 'uuid?',
    nameOnCertificate: 'text?',
    now: 'timestamptz',
    accountId: 'uuid',
  },
  row: { id: col.id<'certification_record'>() },
});

export interface NewReport {
  readonly id: RecordId;
  readonly personId: PersonId;
  readonly certificationId: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
  readonly numberKey: string;
  readonly evidenceFileId: string;
  readonly validUntil: LocalDate | null;
  /** The record whose next period this is. */
  readonly renewsId: RecordId | null;
  readonly nameOnCertificate: string | null;
}

/** Writes the rows of certification_records_history: a change of state is a row of its own, none is changed in place. */
@Injectable()
export class RecordBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The second of two acts on one record waits here and then sees what the first one did. */
  async lock(recordId: RecordId): Promise<BookedRecord> {
    const id = idOf<'certification_record'>(recordId);
    const rows = await this.database.all(LOCK, { id });
    if (rows.length === 0) throw new NotFound();
    const record = await this.database.first(CURRENT, { id });
    if (record === null)
      throw rows.some(({ isOpen }) => isOpen) ? recordSetAside() : recordAnnulled();
    return record;
  }

  /** Two reports at once: the second waits for the first here. Null when a live record is already there. */
  async addReport(actor: Actor, report: NewReport): Promise<RecordId | null> {
    const added = await this.database.first(ADD_REPORT, {
      ...report,
      reportedBy: actor.personId,
      accountId: actor.accountId,
      now: this.clock.now(),
    });
    return added?.id ?? null;
  }

  /** The record's next state takes the place of the one that stands in the books now. */
  async replace(actor: Actor, record: BookedRecord, change: Partial<BookedRecord>): Promise<void> {
    await this.supersede(actor, record);
    const next = { ...record, ...change };
    await this.database.execute(
      `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
         evidence_file_id, reported_at, reported_by_person_id, decided_at, decided_by_person_id, return_reason, withdrawn_at, revoked_at, revoked_by_person_id,
         revoke_reason, valid_until, renews_id, name_on_certificate, recorded_at, recorded_by, evidence_kind)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
      [
        next.id,
        next.personId,
        next.certificationId,
        next.passedOn,
        next.certificateNumber,
        next.numberKey,
        next.state,
        next.evidenceFileId,
        next.reportedAt,
        next.reportedBy,
        next.decidedAt,
        next.decidedBy,
        next.returnReason,
        next.withdrawnAt,
        next.revokedAt,
        next.revokedBy,
        next.revokeReason,
        next.validUntil,
        next.renewsId,
        next.nameOnCertificate,
        this.clock.now(),
        actor.accountId,
        next.evidenceKind,
      ],
    );
  }

  /** Nothing takes the place of what was a mistake; who annulled it and why stands beside it. */
  async annul(actor: Actor, record: BookedRecord, reason: string): Promise<void> {
    await this.supersede(actor, record);
    await this.database.execute(
      `INSERT INTO certification_record_annulments (record_id, reason, annulled_at, annulled_by_person_id, held_by_person_id, verified_by_person_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [record.id, reason, this.clock.now(), actor.personId, record.personId, record.decidedBy],
    );
  }

  private async supersede(actor: Actor, { rowId }: BookedRecord): Promise<void> {
    await this.database.execute(
      'UPDATE certification_records_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = $1',
      [rowId, this.clock.now(), actor.accountId],
    );
  }
}

/** Which certificate of whom a record is. */
export function subjectOf({
  id,
  personId,
  certificationCode,
  passedOn,
}: BookedRecord): CertificateSubject {
  return { recordId: id, personId, certificationCode, passedOn };
}

/** Whether this person (as they are now) reported it or is the one it is about; such a person may not decide. */
export function isOwnOf(record: BookedRecord, personNow: PersonId): boolean {
  return record.holder === personNow || record.reporter === personNow;
}

/** Whether this person (as they are now) holds it or verified it; such a person may not take the verification back. */
export function isVerifiedForOrBy(record: BookedRecord, personNow: PersonId): boolean {
  return record.holder === personNow || record.decider === personNow;
}
