import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ABSENCES, inForce } from '@app/organization';
import { Clock, col, Database, idOf, type RowFrom, statement } from '@app/platform';
import { KEYS_RULES } from '@app/quizzes';
import { exemptedAt } from '../obligation/obligation.sql';
import { obligationTitle } from '../obligation/obligation-title.sql';
import {
  OWN_CATALOGUE,
  OWN_COURSES,
  OWN_OBLIGATIONS,
  OWN_PARAMETERS,
  QUIZ_KEY_SQL,
} from './own-course.sql';
import { TEST_POLICY } from './test-policy.sql';

const CATALOGUE_COLUMNS = `
  c.key, nullif(pick.cycle, 0) AS year, 
  ${obligationTitle(obligationTitle('v.title', 'o'), 'shut')} AS title, v.summary, v.minutes,
  v.fiscal_year IS NOT NULL AS "isYearly", v.audience,
  (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
  (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
   WHERE p.enrollment_id = e.id AND p.completed_at IS NOT NULL) AS "completedLessons",
  coalesce(o.is_mandatory, false) AS "isMandatory", o.due_on AS "dueOn", o.absence, e.started_at AS "startedAt",
  e.completed_at AS "completedAt", ${exemptedAt('x')} AS "exemptedAt",
  (SELECT d.dropped_at FROM course_drops d WHERE d.enrollment_id = e.id AND d.taken_up_at IS NULL) AS "droppedAt",
  v.audience = '{managers}' AND NOT EXISTS (SELECT 1 FROM postings po
    WHERE po.person_id = :personId AND po.is_managerial AND ${inForce('po', ':asOf')}) AS "isForOthers"`;

const CATALOGUE_ROW = {
  key: col.text,
  /** The fiscal year of a yearly course in whose cycle it is shown. */
  year: col.int.orNull,
  title: col.text,
  summary: col.text,
  minutes: col.int,
  isYearly: col.bool,
  audience: col.texts,
  lessonCount: col.int,
  completedLessons: col.int,
  isMandatory: col.bool,
  dueOn: col.date.orNull,
  /** Why it is not asked for today: on leave or seconded. */
  absence: col.oneOf(ABSENCES).orNull,
  startedAt: col.instant.orNull,
  completedAt: col.instant.orNull,
  exemptedAt: col.instant.orNull,
  /** Since when it is no work of the person's any more. */
  droppedAt: col.instant.orNull,
  /** Made for those who lead a unit, which the person does not. */
  isForOthers: col.bool,
};

const CATALOGUE = statement({
  name: 'courses.catalogue',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS} SELECT ${CATALOGUE_COLUMNS} ${OWN_CATALOGUE}
    ORDER BY coalesce(o.is_mandatory, false) DESC, e.completed_at IS NOT NULL, o.due_on NULLS LAST, v.title, c.key,
      pick.cycle`,
  parameters: OWN_PARAMETERS,
  row: CATALOGUE_ROW,
});

/** A course as the catalogue shows it to one person, in one of its cycles. */
export type CatalogueRow = RowFrom<typeof CATALOGUE>;

const courseLesson = z.object({
  key: z.string(),
  title: z.string(),
  minutes: z.int(),
  position: z.int(),
  isOpened: z.boolean(),
  isCompleted: z.boolean(),
  isLast: z.boolean(),
});

export type CourseLessonRow = z.output<typeof courseLesson>;

const COURSE = statement({
  name: 'courses.course-page',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}
    SELECT ${CATALOGUE_COLUMNS}, shut.closed_on AS "closedOn", shut.fiscal_year AS "closedYear", v.objectives, v.licence, x.reason AS "exemptionReason",
      e.id AS "enrollmentId", v.quiz_draw AS "quizDraw", v.quiz_pass::float8 AS "quizPass",
      policy.quiz_retakes AS "quizRetakes", policy.quiz_wait_minutes AS "quizWaitMinutes", policy.quiz_keys AS "quizKeys",
      coalesce(quiz.is_passed, false) AS "isQuizPassed", coalesce(quiz.is_open, false) AS "hasOpenAttempt",
      coalesce(quiz.finished, 0) AS "finishedAttempts", quiz.last_at AS "lastAttemptAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', l.key, 'title', l.title, 'minutes', l.minutes,
          'position', l.position, 'isOpened', p.opened_at IS NOT NULL, 'isCompleted', p.completed_at IS NOT NULL,
          'isLast', l.id IS NOT DISTINCT FROM e.last_lesson_id) ORDER BY l.position)
        FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = e.id
        WHERE l.course_version_id = v.id), '[]') AS lessons
    ${OWN_COURSES}
    ${TEST_POLICY}
    LEFT JOIN LATERAL (
      SELECT bool_or(q.passed) AS is_passed, bool_or(q.submitted_at IS NULL) AS is_open,
        count(q.submitted_at)::int AS finished, max(q.submitted_at) AS last_at
      FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = ${QUIZ_KEY_SQL}) quiz ON true
    WHERE c.key = :courseKey`,
  parameters: { ...OWN_PARAMETERS, year: 'integer?', courseKey: 'text' },
  row: {
    ...CATALOGUE_ROW,
    /** The fiscal year for which it was asked was closed on that day, before it was finished. */
    closedOn: col.date.orNull,
    closedYear: col.int.orNull,
    objectives: col.texts,
    licence: col.text,
    exemptionReason: col.text.orNull,
    /** Null: not begun. */
    enrollmentId: col.id<'enrollment'>().orNull,
    quizDraw: col.int.orNull,
    quizPass: col.float.orNull,
    /** How often it may be tried again; null: without limit. */
    quizRetakes: col.int.orNull,
    quizWaitMinutes: col.int,
    quizKeys: col.oneOf(KEYS_RULES),
    isQuizPassed: col.bool,
    hasOpenAttempt: col.bool,
    finishedAttempts: col.int,
    lastAttemptAt: col.instant.orNull,
    lessons: col.json(z.array(courseLesson)),
  },
});

/** A course as its own page shows it to one person: the version they learn, else the newest of its cycle. */
export type CoursePageRow = RowFrom<typeof COURSE>;

const ASSET = statement({
  name: 'courses.asset',
  sql: `SELECT a.media_type AS "mediaType", a.bytes
    FROM course_assets a JOIN course_versions v ON v.id = a.course_version_id JOIN courses c ON c.id = v.course_id
    WHERE c.key = :courseKey AND v.id = :versionId AND a.name = :name`,
  parameters: { courseKey: 'text', versionId: 'uuid', name: 'text' },
  row: { mediaType: col.text, bytes: col.bytes },
});

export type AssetRow = RowFrom<typeof ASSET>;

/** Reads what is taught and how far one person is with it; one round trip a page. */
@Injectable()
export class CoursesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Every published course in each cycle that is asked of the person, else in the one that is their turn; mandatory ones
   * first, earliest due first.
   */
  async listCatalogue(personId: string): Promise<readonly CatalogueRow[]> {
    return this.database.all(CATALOGUE, { personId, asOf: this.clock.today() });
  }

  /** `year` names the fiscal year of a yearly course, which has begun; without it the one that is the person's turn. */
  async findCourse(
    personId: string,
    courseKey: string,
    year: number | null = null,
  ): Promise<CoursePageRow | null> {
    return this.database.first(COURSE, { personId, asOf: this.clock.today(), year, courseKey });
  }

  /** A figure by the address that stands in the lesson: course, version, name. */
  async findAsset(courseKey: string, versionId: string, name: string): Promise<AssetRow | null> {
    return this.database.first(ASSET, { courseKey, versionId: idOf(versionId), name });
  }
}
