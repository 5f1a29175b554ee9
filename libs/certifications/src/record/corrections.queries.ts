import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { detailsOn, inForce } from '@app/organization';
import {
  Clock,
  col,
  type CorrectionId,
  Database,
  idOf,
  NotFound,
  type Page,
  type RecordId,
  type RowOf,
  statement,
} from '@app/platform';
import { CORRECTION_STATES, type CorrectionState } from './correction.rules';
import { SHOWN_RECORDS } from './shown-records.sql';

const ROW = {
  id: col.id<'certification_correction'>(),
  recordId: col.id<'certification_record'>(),
  state: col.oneOf(CORRECTION_STATES),
  personId: col.id<'person'>(),
  personName: col.text,
  staffNumber: col.text,
  oldCertificationName: col.text,
  oldPassedOn: col.date,
  oldCertificateNumber: col.text,
  oldValidUntil: col.date.orNull,
  certificationName: col.text,
  passedOn: col.date,
  certificateNumber: col.text,
  validUntil: col.date.orNull,
  reason: col.text,
  proposedAt: col.instant,
  proposedBy: col.id<'person'>(),
  proposerName: col.text,
  reportedBy: col.id<'person'>(),
  decidedAt: col.instant.orNull,
  deciderName: col.text,
  declineReason: col.text.orNull,
};

/** What of a record should read otherwise, or does since, and who says so. */
export type CorrectionRow = RowOf<typeof ROW>;

const FROM = `
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id`;

const ROWS = `
  WITH ${SHOWN_RECORDS}
  SELECT k.id, k.record_id AS "recordId", k.state, r.person_id AS "personId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber",
    was.name AS "oldCertificationName", k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber",
    k.old_valid_until AS "oldValidUntil", c.name AS "certificationName", k.passed_on AS "passedOn",
    k.certificate_number AS "certificateNumber", k.valid_until AS "validUntil", k.reason, k.proposed_at AS "proposedAt",
    k.proposed_by_person_id AS "proposedBy", COALESCE(proposer.name, '') AS "proposerName", r.reported_by_person_id AS "reportedBy",
    k.decided_at AS "decidedAt", COALESCE(decider.name, '') AS "deciderName", k.decline_reason AS "declineReason"
  ${FROM}
  JOIN certifications_called_on(k.passed_on) c ON c.id = k.certification_id
  JOIN certifications_called_on(k.old_passed_on) was ON was.id = k.old_certification_id
  JOIN ${detailsOn('p', 'r.person_id', ':asOf')}
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
  LEFT JOIN ${detailsOn('proposer', 'k.proposed_by_person_id', ':asOf')}
  LEFT JOIN ${detailsOn('decider', 'k.decided_by_person_id', ':asOf')}`;

const LIST = statement({
  name: 'certifications.corrections',
  sql: `${ROWS} WHERE :state = '' OR k.state = :state ORDER BY k.proposed_at, k.id LIMIT :limit OFFSET :offset`,
  parameters: { asOf: 'date', state: 'text', limit: 'integer', offset: 'integer' },
  row: ROW,
});

const TOTAL = statement({
  name: 'certifications.corrections-total',
  sql: `WITH ${SHOWN_RECORDS} SELECT count(*)::int AS total, min(k.proposed_at) AS oldest ${FROM}
    WHERE (:state = '' OR k.state = :state)
      AND (:byOthers IS NULL OR :byOthers NOT IN (k.proposed_by_person_id, r.person_id, r.reported_by_person_id))`,
  parameters: { state: 'text', byOthers: 'uuid?' },
  row: { total: col.int, oldest: col.instant.orNull },
});

const ONE = statement({
  name: 'certifications.correction',
  sql: `${ROWS} WHERE k.id = :id`,
  parameters: { asOf: 'date', id: 'uuid' },
  row: ROW,
});

const OF_RECORD = statement({
  name: 'certifications.corrections-of-record',
  sql: `${ROWS} WHERE k.record_id = :recordId ORDER BY k.proposed_at DESC, k.id`,
  parameters: { asOf: 'date', recordId: 'uuid' },
  row: ROW,
});

const OF_PERSON = statement({
  name: 'certifications.own-corrections',
  sql: `${ROWS} WHERE r.person_id = :personId AND k.state = 'confirmed' ORDER BY k.decided_at DESC, k.id`,
  parameters: { asOf: 'date', personId: 'uuid' },
  row: ROW,
});

/** Corrections of records: those that wait, those of one record, and what was corrected of one's own. */
@Injectable()
export class CorrectionQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Oldest first, so that nothing waits behind what is newer. Empty: in whatever state. */
  async list(
    actor: Actor,
    state: CorrectionState | '',
    page: { readonly number: number; readonly size: number },
  ): Promise<Page<CorrectionRow>> {
    requirePermission(actor, 'certifications.read');
    const { total } = await this.database.only(TOTAL, { state, byOthers: null });
    const limits = { limit: page.size, offset: (page.number - 1) * page.size };
    const rows = await this.database.all(LIST, { ...this.asOf(), state, ...limits });
    return { rows, total };
  }

  /** How many wait for this person, who is not the first one of them, and since when the oldest one does. */
  async countOpen(actor: Actor): Promise<{ readonly total: number; readonly oldest: Date | null }> {
    requirePermission(actor, 'certifications.read');
    return this.database.only(TOTAL, { state: 'proposed', byOthers: actor.personId });
  }

  async get(actor: Actor, id: CorrectionId): Promise<CorrectionRow> {
    requirePermission(actor, 'certifications.read');
    const row = await this.database.first(ONE, {
      ...this.asOf(),
      id: idOf<'certification_correction'>(id),
    });
    if (row === null) throw new NotFound();
    return row;
  }

  /** Newest first; few for any record, so there are no pages. */
  async listOfRecord(actor: Actor, recordId: RecordId): Promise<readonly CorrectionRow[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.all(OF_RECORD, { ...this.asOf(), recordId: idOf(recordId) });
  }

  /** What HR has corrected of the actor's own certificates. */
  async listOwn(actor: Actor): Promise<readonly CorrectionRow[]> {
    return this.database.all(OF_PERSON, { ...this.asOf(), personId: actor.personId });
  }

  private asOf() {
    return { asOf: this.clock.today() };
  }
}
