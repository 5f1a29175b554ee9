import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  fiscalYearOf,
  type RowFrom,
  startOfDay,
  statement,
} from '@app/platform';
import { FASTEST_SECONDS } from '@app/quizzes';
import { QUIZ_KEY_SQL } from '../course/own-course.sql';

/** Fewer people than these would be told by the number. */
const FEWEST_PEOPLE = 5;

const HASTE = statement({
  name: 'courses.haste',
  sql: `SELECT c.key AS "courseKey", newest.title, count(DISTINCT e.person_id)::int AS people
    FROM quiz_attempts q
    JOIN enrollments e ON e.person_id = q.person_id AND q.quiz_key = ${QUIZ_KEY_SQL}
    JOIN courses c ON c.id = e.course_id
    JOIN LATERAL (SELECT v.title FROM course_versions v WHERE v.course_id = c.id
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    WHERE q.submitted_at >= ${startOfDay('make_date(:fiscalYear, 4, 1)')}
      AND q.submitted_at < ${startOfDay('make_date(:fiscalYear + 1, 4, 1)')}
      AND q.submitted_at - q.started_at < make_interval(secs => q.question_count * :fastest::integer)
    GROUP BY c.key, newest.title HAVING count(DISTINCT e.person_id) >= :fewest
    ORDER BY people DESC, c.key`,
  parameters: { fiscalYear: 'integer', fastest: 'integer', fewest: 'integer' },
  row: { courseKey: col.text, title: col.text, people: col.int },
});

/** A course whose test some people handed in faster than it can be read. */
export type HasteRow = RowFrom<typeof HASTE>;

/** How many people were hasty with a test in the running fiscal year: by course, never of few, never who. */
@Injectable()
export class HasteQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listHaste(): Promise<readonly HasteRow[]> {
    const fiscalYear = fiscalYearOf(this.clock.today());
    const asked = { fiscalYear, fastest: FASTEST_SECONDS, fewest: FEWEST_PEOPLE };
    return this.database.all(HASTE, asked);
  }
}
