import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { col, Database, idOf, NotFound, type RowOf, statement } from '@app/platform';
import { ATTEMPT_STATES } from './exam-attempt.rules';

const ROW = {
  id: col.id<'exam_attempt'>(),
  certificationCode: col.text,
  certificationName: col.text,
  examOn: col.date,
  state: col.oneOf(ATTEMPT_STATES),
  /** The same pass has been reported since, so nothing is left to do. */
  isReported: col.bool,
};

export type AttemptRow = RowOf<typeof ROW>;

const OWN = `
  SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    EXISTS (SELECT 1 FROM certification_records r
      WHERE r.person_id = a.person_id AND r.certification_id = a.certification_id
        AND r.passed_on >= a.exam_on AND r.state IN ('reported', 'verified')) AS "isReported"
  FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
  WHERE a.person_id = :personId`;

const LIST = statement({
  name: 'certifications.own-attempts',
  sql: `${OWN} ORDER BY a.exam_on DESC, a.id`,
  parameters: { personId: 'uuid' },
  row: ROW,
});

const ONE = statement({
  name: 'certifications.own-attempt',
  sql: `${OWN} AND a.id = :attemptId`,
  parameters: { personId: 'uuid', attemptId: 'uuid' },
  row: ROW,
});

/** What a person sees of their own exams. Another person's id names nothing here. */
@Injectable()
export class ExamAttemptQueries {
  constructor(private readonly database: Database) {}

  async listOwn(actor: Actor): Promise<readonly AttemptRow[]> {
    return this.database.all(LIST, { personId: actor.personId });
  }

  async getOwn(actor: Actor, attemptId: string): Promise<AttemptRow> {
    const row = await this.database.first(ONE, {
      personId: actor.personId,
      attemptId: idOf(attemptId),
    });
    if (!row) throw new NotFound();
    return row;
  }
}
