import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { col, Database, idOf, NotFound, type RecordId, type RowOf, statement } from '@app/platform';
import { SHOWN_RECORDS } from './shown-records.sql';

const DRAFT = { certificationCode: col.text, passedOn: col.date, certificateNumber: col.text };

/** What a new report can start with, so that nobody types twice what is already known. */
export type ReportDraft = RowOf<typeof DRAFT>;

const FROM_RECORD = statement({
  name: 'certifications.draft-from-record',
  sql: `WITH ${SHOWN_RECORDS}
    SELECT c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber"
    FROM shown_record r JOIN certifications c ON c.id = r.certification_id
    WHERE r.id = :id AND r.person_id = :personId`,
  parameters: { id: 'uuid', personId: 'uuid' },
  row: DRAFT,
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

  async getFromRecord(actor: Actor, recordId: RecordId): Promise<ReportDraft> {
    return this.getDraft(FROM_RECORD, actor, recordId);
  }

  /** The next period of a certificate: a new day, and as a rule a new paper. */
  async getRenewal(actor: Actor, recordId: RecordId) {
    const { certificationCode, certificateNumber } = await this.getFromRecord(actor, recordId);
    return { certificationCode, certificateNumber, renewsId: recordId };
  }

  async getFromExam(actor: Actor, attemptId: string): Promise<ReportDraft> {
    return this.getDraft(FROM_EXAM, actor, attemptId);
  }

  private async getDraft(
    draftOf: typeof FROM_RECORD,
    actor: Actor,
    id: string,
  ): Promise<ReportDraft> {
    const draft = await this.database.first(draftOf, { id: idOf(id), personId: actor.personId });
    if (!draft) throw new NotFound();
    return draft;
  }
}
