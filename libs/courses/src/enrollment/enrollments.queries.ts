import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ABSENCES, inForce } from '@app/organization';
import { Clock, col, Database, type RowFrom, startOfDay, statement } from '@app/platform';
import { OWN_OBLIGATIONS, OWN_PARAMETERS, QUIZ_KEY_SQL } from '../course/own-course.sql';
import { fiscalYearOn, isUnfinished } from '../obligation/obligation.sql';
import { obligationTitle } from '../obligation/obligation-title.sql';

/**
 * A course whose newer edition has begun is not gone on with, unless it is asked for; neither is what was let off, closed
 * or dropped.
 */
const GOES_ON = `e.completed_at IS NULL AND o.id IS NULL
  AND NOT EXISTS (SELECT 1 FROM course_drops d WHERE d.enrollment_id = e.id AND d.taken_up_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM ob_edition n WHERE n.course_id = e.course_id AND n.cycle > e.cycle
    AND n.cycle <= ${fiscalYearOn(':asOf')})
  AND NOT EXISTS (SELECT 1 FROM exemptions x WHERE x.person_id = e.person_id AND x.course_id = e.course_id
    AND x.cycle = e.cycle AND ${inForce('x', ':asOf')})`;

const OWN_LEARNING = statement({
  name: 'courses.own-learning',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}, own AS (
      SELECT coalesce(o.course_id, e.course_id) AS course_id, coalesce(o.cycle, e.cycle) AS cycle, e.id AS enrollment_id
      FROM obligation o FULL JOIN (SELECT * FROM enrollments WHERE person_id = :personId) e ON e.id = o.enrollment_id
      WHERE ${isUnfinished('o')} OR (${GOES_ON})
        OR e.completed_at >= ${startOfDay(`make_date(${fiscalYearOn(':asOf')}, 4, 1)`)}
    )
    SELECT e.id AS "enrollmentId", c.key AS "courseKey", nullif(own.cycle, 0) AS year,
      ${obligationTitle(obligationTitle('v.title', 'o'), 'shut')} AS title, v.minutes, coalesce(o.is_mandatory, false) AS "isMandatory",
      coalesce(o.is_carried_over, false) AS "isCarriedOver", o.fiscal_year AS "fiscalYear", o.due_on AS "dueOn", o.absence, a.reason,
      shut.closed_on AS "closedOn",
      e.started_at AS "startedAt", e.completed_at AS "completedAt",
      coalesce(greatest(e.started_at, done.last_at), a.created_at) AS "lastActivityAt",
      (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
      done.lessons AS "completedLessons", v.quiz_draw IS NOT NULL AS "hasQuiz",
      EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = ${QUIZ_KEY_SQL}
              AND q.submitted_at IS NULL) AS "hasOpenAttempt",
      (SELECT jsonb_build_object('key', l.key, 'title', l.title, 'position', l.position, 'minutes', l.minutes)
       FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = e.id
       WHERE l.course_version_id = v.id AND p.completed_at IS NULL
       ORDER BY l.id IS NOT DISTINCT FROM e.last_lesson_id DESC, l.position LIMIT 1) AS "nextLesson"
    FROM own
    JOIN courses c ON c.id = own.course_id
    LEFT JOIN obligation o ON o.course_id = own.course_id AND o.cycle = own.cycle AND o.state <> 'closed'
    LEFT JOIN obligation shut ON shut.course_id = own.course_id AND shut.cycle = own.cycle AND shut.state = 'closed'
    LEFT JOIN enrollments e ON e.id = own.enrollment_id
    JOIN course_versions v ON v.id = coalesce(e.course_version_id, o.edition_id)
    LEFT JOIN course_assignments a ON a.id = o.assignment_id
    CROSS JOIN LATERAL (
      SELECT count(p.completed_at)::int AS lessons, max(greatest(p.opened_at, p.completed_at)) AS last_at
      FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
      WHERE p.enrollment_id = e.id) done
    ORDER BY o.due_on NULLS LAST, v.title, own.course_id, own.cycle`,
  parameters: OWN_PARAMETERS,
  row: {
    /** Null: not begun. */
    enrollmentId: col.id<'enrollment'>().orNull,
    courseKey: col.text,
    /** The fiscal year of a yearly course in whose cycle it is learnt. */
    year: col.int.orNull,
    title: col.text,
    minutes: col.int,
    isMandatory: col.bool,
    /** Asked for in an earlier fiscal year and not finished in it. */
    isCarriedOver: col.bool,
    /** For which fiscal year it is asked; null when it is not asked. */
    fiscalYear: col.int.orNull,
    dueOn: col.date.orNull,
    /** Why it is not asked for today: on leave or seconded. It may be learnt. */
    absence: col.oneOf(ABSENCES).orNull,
    reason: col.text.orNull,
    /** Finished after its fiscal year was closed on that day. */
    closedOn: col.date.orNull,
    startedAt: col.instant.orNull,
    completedAt: col.instant.orNull,
    lastActivityAt: col.instant,
    lessonCount: col.int,
    completedLessons: col.int,
    hasQuiz: col.bool,
    hasOpenAttempt: col.bool,
    /** The lesson to go on with; null when all are read. */
    nextLesson: col.json(
      z.object({ key: z.string(), title: z.string(), position: z.int(), minutes: z.int() }),
    ).orNull,
  },
});

/** One course that a person has to do, is doing, or finished in the running fiscal year. */
export type OwnLearningRow = RowFrom<typeof OWN_LEARNING>;

/** Reads a person's own learning; nobody else's page uses it. */
@Injectable()
export class EnrollmentQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What is open (asked for in this year or an earlier one, or begun) and what was finished since the fiscal year began,
   * in one round trip. An exempted course is not work; neither is one whose assignment was withdrawn before it was begun.
   */
  async listOwnLearning(personId: string): Promise<readonly OwnLearningRow[]> {
    return this.database.all(OWN_LEARNING, { personId, asOf: this.clock.today() });
  }
}
