import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { inForce } from '@app/organization';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { OWN_OBLIGATIONS, OWN_PARAMETERS } from '../course/own-course.sql';
import { exemptedAt } from '../obligation/obligation.sql';
import { obligationTitle, yearOfRecord } from '../obligation/obligation-title.sql';

const RECORD = statement({
  name: 'courses.learning-record',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}, ended AS (
      SELECT e.id AS enrollment_id, e.course_id, e.cycle, e.course_version_id, e.completed_at, NULL::timestamptz AS exempted_at,
        NULL AS reason
      FROM enrollments e WHERE e.person_id = :personId AND e.completed_at IS NOT NULL
      UNION ALL
      SELECT e.id, x.course_id, x.cycle, coalesce(e.course_version_id, n.id), NULL, ${exemptedAt('x')}, x.reason
      FROM exemptions x
      LEFT JOIN enrollments e ON e.person_id = x.person_id AND e.course_id = x.course_id AND e.cycle = x.cycle
      LEFT JOIN ob_edition n ON n.course_id = x.course_id AND n.cycle = x.cycle
      WHERE x.person_id = :personId AND ${inForce('x', ':asOf')} AND e.completed_at IS NULL
    )
    SELECT ended.enrollment_id AS "enrollmentId", c.key AS "courseKey", ${obligationTitle('v.title', 'named')} AS title, v.version, v.minutes,
      coalesce(o.is_mandatory, false) AS "isMandatory", ended.cycle, ended.completed_at AS "completedAt",
      ended.exempted_at AS "exemptedAt", coalesce(ended.completed_at, ended.exempted_at) AS "endedAt",
      ended.reason AS "exemptionReason", CASE WHEN o.state = 'closed' THEN o.closed_on END AS "closedOn",
      o.fiscal_year AS "fiscalYear",
      coalesce((SELECT jsonb_agg(jsonb_build_object('lesson', l.title, 'note', p.note) ORDER BY l.position)
        FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id
        WHERE p.enrollment_id = ended.enrollment_id AND p.note <> ''), '[]') AS notes
    FROM ended
    JOIN courses c ON c.id = ended.course_id
    JOIN course_versions v ON v.id = ended.course_version_id
    LEFT JOIN obligation o ON o.course_id = ended.course_id AND o.cycle = ended.cycle
    CROSS JOIN ${yearOfRecord({
      cycle: 'ended.cycle',
      fiscalYear: 'o.fiscal_year',
      endedAt: 'coalesce(ended.completed_at, ended.exempted_at)',
    })} named
    ORDER BY coalesce(ended.completed_at, ended.exempted_at) DESC, v.title, ended.course_id, ended.cycle`,
  parameters: OWN_PARAMETERS,
  row: {
    /** Null: exempted before it was begun. */
    enrollmentId: col.id<'enrollment'>().orNull,
    courseKey: col.text,
    title: col.text,
    version: col.int,
    minutes: col.int,
    isMandatory: col.bool,
    /** The fiscal year of a yearly course, else 0. */
    cycle: col.int,
    completedAt: col.instant.orNull,
    exemptedAt: col.instant.orNull,
    /** The one of the two that happened. */
    endedAt: col.instant,
    exemptionReason: col.text.orNull,
    /** Finished only after its fiscal year was closed on that day: the figures of that year leave it as not done. */
    closedOn: col.date.orNull,
    /** For which fiscal year it was asked; null when it was not. */
    fiscalYear: col.int.orNull,
    notes: col.json(z.array(z.object({ lesson: z.string(), note: z.string() }))),
  },
});

/** One course that a person finished, or was exempted from. */
export type LearningRecordRow = RowFrom<typeof RECORD>;

/** A person's learning record (受講記録): everything finished in all years, newest first. It follows the person. */
@Injectable()
export class LearningRecordQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listForPerson(personId: string): Promise<readonly LearningRecordRow[]> {
    return this.database.all(RECORD, { personId, asOf: this.clock.today() });
  }
}
