import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { Database, idOf, type LocalDate, NotFound } from '@app/platform';
import type { AttemptState } from './exam-attempt.rules';

export interface AttemptRow {
  readonly id: string;
  readonly certificationCode: string;
  readonly certificationName: string;
  readonly examOn: LocalDate;
  readonly state: AttemptState;
  /** The same pass has been reported since, so nothing is left to do. */
  readonly isReported: boolean;
}

const OWN_SQL = `
  SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    EXISTS (SELECT 1 FROM certification_records r
      WHERE r.person_id = a.person_id AND r.certification_id = a.certification_id
        AND r.passed_on >= a.exam_on AND r.state IN ('reported', 'verified')) AS "isReported"
  FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
  WHERE a.person_id = $1`;

/** What a person sees of their own exams. Another person's id names nothing here. */
@Injectable()
export class ExamAttemptQueries {
  constructor(private readonly database: Database) {}

  async listOwn(actor: Actor): Promise<readonly AttemptRow[]> {
    return this.database.query<AttemptRow>(`${OWN_SQL} ORDER BY a.exam_on DESC, a.id`, [
      actor.personId,
    ]);
  }

  async getOwn(actor: Actor, attemptId: string): Promise<AttemptRow> {
    const row = await this.database.queryOne<AttemptRow>(`${OWN_SQL} AND a.id = $2`, [
      actor.personId,
      idOf(attemptId),
    ]);
    if (!row) throw new NotFound();
    return row;
  }
}
