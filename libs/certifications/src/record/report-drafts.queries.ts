import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { Database, idOf, type LocalDate, NotFound } from '@app/platform';

/** What a new report can start with, so that nobody types twice what is already known. */
export interface ReportDraft {
  readonly certificationCode: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
}

const FROM_RECORD_SQL = `
  SELECT c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber"
  FROM certification_records r JOIN certifications c ON c.id = r.certification_id
  WHERE r.id = $1 AND r.person_id = $2`;

const FROM_EXAM_SQL = `
  SELECT c.code AS "certificationCode", a.exam_on AS "passedOn", '' AS "certificateNumber"
  FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
  WHERE a.id = $1 AND a.person_id = $2`;

/** Starts a report from an earlier one that was returned, or from the exam that was passed; only from one's own. */
@Injectable()
export class ReportDraftQueries {
  constructor(private readonly database: Database) {}

  async getFromRecord(actor: Actor, recordId: string): Promise<ReportDraft> {
    return this.getDraft(FROM_RECORD_SQL, actor, recordId);
  }

  async getFromExam(actor: Actor, attemptId: string): Promise<ReportDraft> {
    return this.getDraft(FROM_EXAM_SQL, actor, attemptId);
  }

  private async getDraft(sql: string, actor: Actor, id: string): Promise<ReportDraft> {
    const draft = await this.database.queryOne<ReportDraft>(sql, [idOf(id), actor.personId]);
    if (!draft) throw new NotFound();
    return draft;
  }
}
