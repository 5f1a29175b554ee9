import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { col, Database, idOf, NotFound, type RecordId, type RowOf, statement } from '@app/platform';
import { SHOWN_STATES } from './certification-record.rules';
import { SHOWN_RECORDS } from './shown-records.sql';

const DRAFT = { certificationCode: col.text, passedOn: col.date, certificateNumber: col.text };

const AGAIN = {
  ...DRAFT,
  validUntil: col.date.orNull,
  nameOnCertificate: col.text.orNull,
  renewsId: col.id<'certification_record'>().orNull,
  state: col.oneOf(SHOWN_STATES),
  reason: col.text.orNull,
  /** The file that was sent with it, as long as it is kept. */
  evidenceName: col.text.orNull,
};

/** A report that came back, with why, and all that it said. */
export type ReportAgain = RowOf<typeof AGAIN>;

/** What a new report can start with, so that nobody types twice what is already known. */
export type ReportDraft = RowOf<typeof DRAFT>;

const FROM_RECORD = statement({
  name: 'certifications.draft-from-record',
  sql: `WITH ${SHOWN_RECORDS}
    SELECT c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber",
      r.valid_until AS "validUntil", r.name_on_certificate AS "nameOnCertificate", r.renews_id AS "renewsId", r.state,
      CASE r.state WHEN 'returned' THEN r.return_reason WHEN 'revoked' THEN r.revoke_reason WHEN 'annulled' THEN r.annul_reason END AS reason,
      f.original_name AS "evidenceName"
    FROM shown_record r JOIN certifications c ON c.id = r.certification_id
    LEFT JOIN stored_files f ON f.id = r.evidence_file_id AND f.removed_at IS NULL
    WHERE r.id = :id AND r.person_id = :personId`,
  parameters: { id: 'uuid', personId: 'uuid' },
  row: AGAIN,
});

const FROM_EXAM = statement({
  name: 'certifications.draft-from-exam',
  sql: `SELECT c.code AS "certificationCode", a.exam_on AS "passedOn", '' AS "certificateNumber"
    FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
    WHERE a.id = :id AND a.person_id = :personId`,
  parameters: { id: 'uuid', personId: 'uuid' },
  row: DRAFT,
});

/** Starts a report from an earlier one that was returned, or from the exam that was passed; only from one's own. */
@Injectable()
export class ReportDraftQueries {
  constructor(private readonly database: Database) {}

  async getFromRecord(actor: Actor, recordId: RecordId): Promise<ReportAgain> {
    const asked = { id: idOf(recordId), personId: actor.personId };
    const draft = await this.database.first(FROM_RECORD, asked);
    if (!draft) throw new NotFound();
    return draft;
  }

  /** The next period of a certificate: a new day, and as a rule a new paper. */
  async getRenewal(actor: Actor, recordId: RecordId) {
    const { certificationCode, certificateNumber } = await this.getFromRecord(actor, recordId);
    return { certificationCode, certificateNumber, renewsId: recordId };
  }

  async getFromExam(actor: Actor, attemptId: string): Promise<ReportDraft> {
    const asked = { id: idOf(attemptId), personId: actor.personId };
    const draft = await this.database.first(FROM_EXAM, asked);
    if (!draft) throw new NotFound();
    return draft;
  }
}
