import { Injectable } from '@nestjs/common';
import { col, Database, dayOf, type LocalDate, type RowFrom, statement } from '@app/platform';
import { z } from 'zod';
import { meetsCertification } from '../certification/counting-as.sql';

const isAsked = (column: string): string =>
  meetsCertification(column, {
    ...{ codes: ':codes', orEquivalent: ':orEquivalent', on: ':on' },
  });
const LATELY = `:on - :followed`;
/** Twelfths of a year of 365 days, counted back from the day. */
const backOf = (day: string): string => `(((:on - ${day}) * 12) / 365)`;

const months = z.array(z.object({ booked: z.int(), passed: z.int(), failed: z.int() }));

/**
 * exam: every exam that was not called off, with the one after it. certificate: the first one of each person, whether it is
 * verified yet or not; somebody who sat no exam that was entered reported it without.
 */
const PAST = statement({
  name: 'certifications.exam-past',
  sql: `WITH exam AS MATERIALIZED (
      SELECT a.person_id, a.exam_on, a.state, ${dayOf('a.created_at')} AS booked_on,
        row_number() OVER sat AS nth, lead(a.exam_on) OVER sat AS next_on, lead(${dayOf('a.created_at')}) OVER sat AS next_booked_on
      FROM exam_attempts a WHERE a.state <> 'cancelled' AND ${isAsked('a.certification_id')} AND ${dayOf('a.created_at')} <= :on
      WINDOW sat AS (PARTITION BY a.person_id ORDER BY a.exam_on)
    ), certificate AS MATERIALIZED (
      SELECT DISTINCT ON (r.person_id) r.person_id, r.passed_on, r.state, ${dayOf('r.decided_at')} AS decided_on
      FROM certification_records r
      WHERE r.state IN ('reported', 'verified', 'revoked', 'returned') AND ${isAsked('r.certification_id')} AND ${dayOf('r.reported_at')} <= :on
      ORDER BY r.person_id, r.state = 'returned', r.passed_on
    ), failed AS (SELECT * FROM exam WHERE state = 'failed' AND exam_on BETWEEN :from AND :on)
    SELECT (SELECT count(*) FROM exam WHERE nth = 1 AND booked_on >= :from)::int AS "firstBookings",
      (SELECT COALESCE(json_agg(json_build_object('booked', m.booked, 'passed', m.passed, 'failed', m.failed) ORDER BY m.back), '[]') FROM (
        SELECT back, count(e.person_id) AS booked, count(*) FILTER (WHERE e.state IN ('provisional_pass', 'passed')) AS passed,
          count(*) FILTER (WHERE e.state = 'failed') AS failed
        FROM generate_series(0, ${backOf(':from')} - 1) back
        LEFT JOIN exam e ON e.nth = 1 AND e.booked_on >= :from AND ${backOf('e.booked_on')} = back GROUP BY back
      ) m) AS months,
      (SELECT count(*) FROM certificate c WHERE c.passed_on BETWEEN :from AND :on AND c.state IN ('reported', 'verified')
        AND NOT EXISTS (SELECT 1 FROM exam e WHERE e.person_id = c.person_id))::int AS "reportedWithout",
      (SELECT count(*) FROM certificate c WHERE c.passed_on BETWEEN :from AND :on AND c.state IN ('reported', 'verified'))::int AS "firstPasses",
      (SELECT count(*) FROM exam WHERE state IN ('provisional_pass', 'passed') AND exam_on BETWEEN :from AND :on)::int AS passes,
      (SELECT count(*) FROM failed)::int AS failures,
      (SELECT count(*) FROM failed WHERE exam_on <= ${LATELY})::int AS "failuresFollowed",
      (SELECT count(*) FROM failed WHERE exam_on <= ${LATELY} AND next_booked_on <= exam_on + :followed)::int AS "bookedAgain",
      (SELECT count(*) FROM failed f WHERE f.exam_on > ${LATELY} AND f.next_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.person_id = f.person_id AND c.state IN ('reported', 'verified')))::int AS "failedLately",
      (SELECT count(*) FROM certificate WHERE state = 'verified' AND decided_on >= :from)::int AS verified,
      (SELECT count(*) FROM certificate WHERE state = 'returned' AND decided_on >= :from)::int AS refused,
      ARRAY(SELECT exam_on - booked_on FROM exam WHERE exam_on >= booked_on AND booked_on >= :from ORDER BY booked_on DESC, exam_on, person_id LIMIT 500) AS "toExam",
      ARRAY(SELECT decided_on - passed_on FROM certificate WHERE state = 'verified' AND passed_on BETWEEN :from AND decided_on
        ORDER BY decided_on DESC, passed_on, person_id LIMIT 500) AS "toVerification",
      ARRAY(SELECT next_on - exam_on FROM failed WHERE next_on IS NOT NULL ORDER BY exam_on DESC, next_on, person_id LIMIT 500) AS "toNextExam"`,
  parameters: {
    codes: 'text[]',
    orEquivalent: 'boolean',
    from: 'date',
    on: 'date',
    followed: 'integer',
  },
  row: {
    firstBookings: col.int,
    months: col.json(months),
    reportedWithout: col.int,
    firstPasses: col.int,
    passes: col.int,
    failures: col.int,
    failuresFollowed: col.int,
    bookedAgain: col.int,
    failedLately: col.int,
    verified: col.int,
    refused: col.int,
    toExam: col.ints,
    toVerification: col.ints,
    toNextExam: col.ints,
  },
});
export type ExamPast = RowFrom<typeof PAST>;

export interface ExamPastQuestion {
  readonly codes: readonly string[];
  readonly orEquivalent: boolean;
  readonly from: LocalDate;
  readonly on: LocalDate;
  /** So many days after a failed exam it is known whether somebody books again. */
  readonly followed: number;
}

/** How it went with an exam in a stretch of days: numbers only, for those who look ahead. */
@Injectable()
export class ExamPastQueries {
  constructor(private readonly database: Database) {}

  async pastOf(question: ExamPastQuestion): Promise<ExamPast> {
    return this.database.only(PAST, question);
  }
}
