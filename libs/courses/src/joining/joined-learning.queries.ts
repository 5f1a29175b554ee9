import { Injectable } from '@nestjs/common';
import { personNow } from '@app/organization';
import { col, Database, type RowFrom, statement } from '@app/platform';

const OF_PEOPLE = { personIds: 'uuid[]' } as const;

const ENROLLMENTS = statement({
  name: 'courses.enrollments-of-people',
  sql: `SELECT e.id, e.person_id AS "personId", e.course_id AS "courseId", e.cycle, e.completed_at AS "completedAt", v.title
    FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id
    WHERE e.person_id = ANY (:personIds) ORDER BY e.started_at, e.id`,
  parameters: OF_PEOPLE,
  row: {
    id: col.id<'enrollment'>(),
    personId: col.id<'person'>(),
    courseId: col.id<'course'>(),
    cycle: col.int,
    completedAt: col.instant.orNull,
    title: col.text,
  },
});

export type EnrollmentOfPerson = RowFrom<typeof ENROLLMENTS>;

const EXEMPTIONS = statement({
  name: 'courses.exemptions-of-people',
  sql: `SELECT x.id, x.person_id AS "personId", x.course_id AS "courseId", x.cycle, x.valid_from AS "validFrom",
      x.valid_to AS "validTo", c.key AS "courseKey",
      (SELECT ${personNow('a.person_id')} FROM accounts a WHERE a.id = x.recorded_by) AS "recordedBy",
      coalesce((SELECT v.title FROM course_versions v WHERE v.course_id = x.course_id
        ORDER BY v.fiscal_year IS NOT DISTINCT FROM nullif(x.cycle, 0) DESC, v.version DESC LIMIT 1), c.key) AS title
    FROM exemptions x JOIN courses c ON c.id = x.course_id
    WHERE x.person_id = ANY (:personIds) ORDER BY x.valid_from, x.id`,
  parameters: OF_PEOPLE,
  row: {
    id: col.id<'exemption'>(),
    personId: col.id<'person'>(),
    courseId: col.id<'course'>(),
    cycle: col.int,
    validFrom: col.date,
    validTo: col.date.orNull,
    courseKey: col.text,
    recordedBy: col.id<'person'>().orNull,
    title: col.text,
  },
});

/** Rows of the one given up that the one who is kept has not got already. */
const MEMBERSHIPS = statement({
  name: 'courses.assignments-to-join',
  sql: `SELECT n.id FROM assignment_persons n WHERE n.person_id = :personId AND NOT EXISTS (
      SELECT 1 FROM assignment_persons o WHERE o.assignment_id = n.assignment_id AND o.person_id = :joinedTo) ORDER BY n.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid' },
  row: { id: col.id() },
});

const CLOSED = statement({
  name: 'courses.closings-to-join',
  sql: `SELECT o.id FROM closed_obligations o WHERE o.person_id = :personId AND NOT EXISTS (
      SELECT 1 FROM closed_obligations k WHERE k.closing_id = o.closing_id AND k.person_id = :joinedTo
        AND k.course_id = o.course_id AND k.cycle = o.cycle) ORDER BY o.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid' },
  row: { id: col.id() },
});

/** Enrollments that changed hands and were learned on since, and exemptions that were changed since. */
const LATER = statement({
  name: 'courses.later-than-join',
  sql: `SELECT v.title, true AS "isLearned" FROM person_join_rows j JOIN enrollments e ON e.id = j.old_row_id
    JOIN course_versions v ON v.id = e.course_version_id
    WHERE j.join_id = :joinId AND j.table_name = 'enrollments' AND (e.completed_at > :at
      OR EXISTS (SELECT 1 FROM lesson_progress p WHERE p.enrollment_id = e.id AND (p.opened_at > :at OR p.completed_at > :at))
      OR EXISTS (SELECT 1 FROM lesson_check_answers a WHERE a.enrollment_id = e.id AND a.answered_at > :at)
      OR EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.quiz_key = 'enrollment:' || e.id::text AND q.started_at > :at))
    UNION ALL
    SELECT c.key, false FROM person_join_rows j JOIN exemptions_history h ON h.id = j.new_row_id JOIN courses c ON c.id = h.course_id
    WHERE j.join_id = :joinId AND j.table_name = 'exemptions' AND h.superseded_at IS NOT NULL
    ORDER BY 1`,
  parameters: { joinId: 'uuid', at: 'timestamptz' },
  row: { title: col.text, isLearned: col.bool },
});

/** What there is to learn, learned and let off for two numbers of one human being. */
@Injectable()
export class JoinedLearningQueries {
  constructor(private readonly database: Database) {}

  async listEnrollments(personIds: readonly string[]): Promise<readonly EnrollmentOfPerson[]> {
    return this.database.all(ENROLLMENTS, { personIds });
  }

  async listExemptions(
    personIds: readonly string[],
  ): Promise<readonly RowFrom<typeof EXEMPTIONS>[]> {
    return this.database.all(EXEMPTIONS, { personIds });
  }

  async listMemberships(personId: string, joinedTo: string): Promise<readonly string[]> {
    return (await this.database.all(MEMBERSHIPS, { personId, joinedTo })).map((row) => row.id);
  }

  async listClosed(personId: string, joinedTo: string): Promise<readonly string[]> {
    return (await this.database.all(CLOSED, { personId, joinedTo })).map((row) => row.id);
  }

  async listLater(joinId: string, at: Date): Promise<readonly RowFrom<typeof LATER>[]> {
    return this.database.all(LATER, { joinId, at });
  }
}
