import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { personNow } from '@app/organization';
import {
  Clock,
  col,
  type CorrectionId,
  Database,
  NotFound,
  type PersonId,
  type RecordId,
  type RowFrom,
  statement,
} from '@app/platform';
import { CORRECTION_STATES } from './correction.rules';

const CURRENT = statement({
  name: 'certifications.booked-correction',
  sql: `SELECT k.row_id AS "rowId", k.id, k.record_id AS "recordId", k.state, k.old_certification_id AS "oldCertificationId",
      k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber", k.old_valid_until AS "oldValidUntil",
      k.certification_id AS "certificationId", c.code AS "certificationCode", k.passed_on AS "passedOn",
      k.certificate_number AS "certificateNumber", k.number_key AS "numberKey", k.valid_until AS "validUntil", k.reason,
      k.proposed_at AS "proposedAt", k.proposed_by_person_id AS "proposedBy", k.decided_at AS "decidedAt",
      k.decided_by_person_id AS "decidedBy", k.decline_reason AS "declineReason", ${personNow('k.proposed_by_person_id')} AS proposer
    FROM certification_corrections k JOIN certifications c ON c.id = k.certification_id
    WHERE k.id = :id`,
  parameters: { id: 'uuid' },
  row: {
    rowId: col.id<'certification_correction_row'>(),
    id: col.id<'certification_correction'>(),
    recordId: col.id<'certification_record'>(),
    state: col.oneOf(CORRECTION_STATES),
    oldCertificationId: col.id<'certification'>(),
    oldPassedOn: col.date,
    oldCertificateNumber: col.text,
    oldValidUntil: col.date.orNull,
    certificationId: col.id<'certification'>(),
    certificationCode: col.text,
    passedOn: col.date,
    certificateNumber: col.text,
    numberKey: col.text,
    validUntil: col.date.orNull,
    reason: col.text,
    proposedAt: col.instant,
    proposedBy: col.id<'person'>(),
    decidedAt: col.instant.orNull,
    decidedBy: col.id<'person'>().orNull,
    declineReason: col.text.orNull,
    /** Who proposed, as the person that they are now. */
    proposer: col.id<'person'>(),
  },
});

/** A correction as it stands in the books now. */
export type BookedCorrection = RowFrom<typeof CURRENT>;

const OPEN = statement({
  name: 'certifications.open-correction',
  sql: `SELECT id FROM certification_corrections WHERE record_id = :recordId AND state = 'proposed'`,
  parameters: { recordId: 'uuid' },
  row: { id: col.id<'certification_correction'>() },
});

export type NewCorrection = Omit<
  BookedCorrection,
  | 'rowId'
  | 'id'
  | 'state'
  | 'certificationCode'
  | 'proposedAt'
  | 'proposedBy'
  | 'proposer'
  | 'decidedAt'
  | 'decidedBy'
  | 'declineReason'
>;

type Decision = Pick<BookedCorrection, 'state' | 'declineReason'>;

/** Writes the rows of certification_corrections_history. Who writes holds the record, so that two acts follow each other. */
@Injectable()
export class CorrectionBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async get(id: CorrectionId): Promise<BookedCorrection> {
    const found = await this.database.first(CURRENT, { id });
    if (found === null) throw new NotFound();
    return found;
  }

  async isOpen(recordId: RecordId): Promise<boolean> {
    return (await this.database.first(OPEN, { recordId })) !== null;
  }

  async add(actor: Actor, correction: NewCorrection): Promise<CorrectionId> {
    const [id, now] = [randomUUID(), this.clock.now()];
    await this.insert({
      ...correction,
      ...{ id, state: 'proposed', proposedAt: now, proposedBy: actor.personId },
      ...{ decidedAt: null, decidedBy: null, declineReason: null },
      ...{ recordedAt: now, recordedBy: actor.accountId },
    });
    return id;
  }

  /** `by`: who decides, as the person that they are. */
  async decide(
    actor: Actor,
    correction: BookedCorrection,
    { by, ...decision }: Decision & { readonly by: PersonId },
  ): Promise<void> {
    const now = this.clock.now();
    await this.database.execute(
      'UPDATE certification_corrections_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = $1',
      [correction.rowId, now, actor.accountId],
    );
    const decided = { ...decision, decidedAt: now, decidedBy: by };
    await this.insert({
      ...correction,
      ...decided,
      ...{ recordedAt: now, recordedBy: actor.accountId },
    });
  }

  private async insert(row: Written): Promise<void> {
    await this.database.execute(
      `INSERT INTO certification_corrections_history (row_id, id, record_id, state, old_certification_id, old_passed_on, old_certificate_number,
         old_valid_until, certification_id, passed_on, certificate_number, number_key, valid_until, reason, proposed_at, proposed_by_person_id,
         decided_at, decided_by_person_id, decline_reason, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
      [
        ...[randomUUID(), row.id, row.recordId, row.state],
        ...[row.oldCertificationId, row.oldPassedOn, row.oldCertificateNumber, row.oldValidUntil],
        ...[row.certificationId, row.passedOn, row.certificateNumber, row.numberKey],
        ...[row.validUntil, row.reason, row.proposedAt, row.proposedBy],
        ...[row.decidedAt, row.decidedBy, row.declineReason, row.recordedAt, row.recordedBy],
      ],
    );
  }
}

type Written = Omit<BookedCorrection, 'rowId' | 'certificationCode' | 'proposer'> & {
  readonly recordedAt: Date;
  readonly recordedBy: string;
};
