import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { detailsOn, inForce, personNow, personNowOfMany } from '@app/organization';
import {
  Clock,
  col,
  type CorrectionId,
  Database,
  dayOf,
  idOf,
  NotFound,
  type Page,
  type RecordId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { EXAM_DAYS, examDaysOf } from '../certification/exam-days.sql';
import { RECORD_STATES, SHOWN_STATES } from './certification-record.rules';
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
  /** What became of the record that it is about. */
  recordState: col.oneOf(SHOWN_STATES),
  /** Somebody else has reported the number that it would get. */
  isNumberShared: col.bool,
  /** First day of the first employment; null when none is known. */
  employedFrom: col.date.orNull,
  /** The last exam of it that the holder had booked, before the report, for a day after the pass. */
  laterExamOn: col.date.orNull,
  /** As the qualification is known today. */
  firstExamOn: col.date.orNull,
  lastExamOn: col.date.orNull,
  successorName: col.text.orNull,
};

/** What of a record should read otherwise, or does since, and who says so. */
export type CorrectionRow = RowOf<typeof ROW>;

const FROM = `
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id`;

/** What of a record is proposed that was annulled, or set aside, waits for nobody any more. */
const IN_STATE = `(:state = '' OR k.state = :state) AND (:state <> 'proposed' OR r.state NOT IN ('annulled', 'set_aside'))`;

const ROWS = `
  WITH ${SHOWN_RECORDS}
  SELECT k.id, k.record_id AS "recordId", k.state, r.person_id AS "personId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber",
    was.name AS "oldCertificationName", k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber",
    k.old_valid_until AS "oldValidUntil", c.name AS "certificationName", k.passed_on AS "passedOn",
    k.certificate_number AS "certificateNumber", k.valid_until AS "validUntil", k.reason, k.proposed_at AS "proposedAt",
    k.proposed_by_person_id AS "proposedBy", COALESCE(proposer.name, '') AS "proposerName", r.reported_by_person_id AS "reportedBy",
    k.decided_at AS "decidedAt", COALESCE(decider.name, '') AS "deciderName", k.decline_reason AS "declineReason",
    r.state AS "recordState", EXISTS (SELECT 1 FROM certification_records other WHERE other.number_key = k.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom",
    (SELECT max(a.exam_on) FROM exam_attempts a WHERE a.person_id = r.person_id AND a.certification_id = k.certification_id
      AND a.state IN ('booked', 'provisional_pass', 'passed') AND a.exam_on > k.passed_on AND a.exam_on <= ${dayOf('r.reported_at')}) AS "laterExamOn", ${EXAM_DAYS}
  ${FROM}
  JOIN certifications_called_on(k.passed_on) c ON c.id = k.certification_id
  JOIN certifications_called_on(k.old_passed_on) was ON was.id = k.old_certification_id
  ${examDaysOf('k.certification_id')}
  JOIN ${detailsOn('p', 'r.person_id', ':asOf')}
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
  LEFT JOIN ${detailsOn('proposer', 'k.proposed_by_person_id', ':asOf')}
  LEFT JOIN ${detailsOn('decider', 'k.decided_by_person_id', ':asOf')}`;

const LIST = statement({
  name: 'certifications.corrections',
  sql: `${ROWS} WHERE ${IN_STATE} ORDER BY k.proposed_at, k.id LIMIT :limit OFFSET :offset`,
  parameters: { asOf: 'date', state: 'text', limit: 'integer', offset: 'integer' },
  row: ROW,
});

const TOTAL = statement({
  name: 'certifications.corrections-total',
  sql: `WITH ${SHOWN_RECORDS} SELECT count(*)::int AS total, min(k.proposed_at) AS oldest ${FROM}
    WHERE ${IN_STATE}
      AND (:byOthers IS NULL OR ${personNow(':byOthers')} NOT IN (
        ${['k.proposed_by_person_id', 'r.person_id', 'r.reported_by_person_id'].map(personNowOfMany).join(', ')}))`,
  parameters: { state: 'text', byOthers: 'uuid?' },
  row: { total: col.int, oldest: col.instant.orNull },
});

const ONE = statement({
  name: 'certifications.correction',
  sql: `${ROWS} WHERE k.id = :id`,
  parameters: { asOf: 'date', id: 'uuid' },
  row: ROW,
});

/** So many tell that something is wrong; nobody reads more. */
const MOST_SHARED = 50;

const SAME_NUMBER = statement({
  name: 'certifications.number-of-correction',
  sql: `SELECT o.id, p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", c.name AS "certificationName",
      o.passed_on AS "passedOn", o.state
    FROM certification_corrections k JOIN certification_records r ON r.id = k.record_id
    JOIN certification_records o ON o.number_key = k.number_key AND o.person_id <> r.person_id AND o.state <> 'withdrawn'
    JOIN certifications_called_on(o.passed_on) c ON c.id = o.certification_id
    JOIN ${detailsOn('p', 'o.person_id', ':asOf')}
    LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
    WHERE k.id = :id ORDER BY o.reported_at, o.id LIMIT ${String(MOST_SHARED)}`,
  parameters: { asOf: 'date', id: 'uuid' },
  row: {
    id: col.id<'certification_record'>(),
    personName: col.text,
    staffNumber: col.text,
    certificationName: col.text,
    passedOn: col.date,
    state: col.oneOf(RECORD_STATES),
  },
});

/** Somebody else's record with the number that a correction would give. */
export type SameNumberRow = RowFrom<typeof SAME_NUMBER>;

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

  /** Records of others with the number that it would get. */
  async listSameNumber(actor: Actor, id: CorrectionId): Promise<readonly SameNumberRow[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.all(SAME_NUMBER, {
      ...this.asOf(),
      id: idOf<'certification_correction'>(id),
    });
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
