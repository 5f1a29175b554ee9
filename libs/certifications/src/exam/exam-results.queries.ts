import { Injectable } from '@nestjs/common';
import { col, Database, type RowFrom, statement } from '@app/platform';
import { isCertificateOf } from './exam-reported.sql';

/** What came of an exam: what was reported about the day, or a certificate whose day was never booked. */
const RESULTS = statement({
  name: 'certifications.exam-results',
  sql: `SELECT x.person_id AS "personId", x.exam_on AS "examOn", bool_or(x.passed) AS passed
    FROM (
      SELECT a.person_id, a.exam_on, a.state <> 'failed' AS passed, a.certification_id
      FROM exam_attempts a WHERE a.state IN ('provisional_pass', 'passed', 'failed')
      UNION ALL
      SELECT r.person_id, r.passed_on, true, r.certification_id
      FROM certification_records r WHERE r.state IN ('reported', 'verified')
        AND NOT EXISTS (SELECT 1 FROM exam_attempts a WHERE a.state IN ('provisional_pass', 'passed') AND ${isCertificateOf('r', 'a')})
    ) x JOIN certifications c ON c.id = x.certification_id
    WHERE c.code = :code GROUP BY x.person_id, x.exam_on ORDER BY x.person_id, x.exam_on`,
  parameters: { code: 'text' },
  row: { personId: col.id<'person'>(), examOn: col.date, passed: col.bool },
});

export type ExamResult = RowFrom<typeof RESULTS>;

/** Results of everybody, for what is counted over them and never shown person by person. */
@Injectable()
export class ExamResultQueries {
  constructor(private readonly database: Database) {}

  async listResults(code: string): Promise<readonly ExamResult[]> {
    return this.database.all(RESULTS, { code });
  }
}
