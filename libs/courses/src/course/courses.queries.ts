import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ABSENCES } from '@app/organization';
import { Clock, col, Database, idOf, type RowFrom, statement } from '@app/platform';
import { exemptedAt } from '../obligation/obligation.sql';
import { obligationTitle } from '../obligation/obligation-title.sql';
import {
  OWN_CATALOGUE,
  OWN_COURSES,
  OWN_OBLIGATIONS,
  OWN_PARAMETERS,
  QUIZ_KEY_SQL,
} from './own-course.sql';

const CATALOGUE_COLUMNS = `
  c.key, nullif(pick.cycle, 0) AS year, 
  ${obligationTitle(obligationTitle('v.title', 'o'), 'shut')} AS title, v.summary, v.minutes,
  v.fiscal_year IS NOT NULL AS "isYearly", v.audience,
  (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
  (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
   WHERE p.enrollment_id = e.id AND p.completed_at IS NOT NULL) AS "completedLessons",
  coalesce(o.is_mandatory, false) AS "isMandatory", o.due_on AS "dueOn", o.absence, e.started_at AS "startedAt",
  e.completed_at AS "completedAt", ${exemptedAt('x')} AS "exemptedAt"`;

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
      v.quiz_draw AS "quizDraw", v.quiz_pass::float8 AS "quizPass",
      coalesce(quiz.is_passed, false) AS "isQuizPassed", coalesce(quiz.is_open, false) AS "hasOpenAttempt",
      coalesce(quiz.finished, 0) AS "finishedAttempts",
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', l.key, 'title', l.title, 'minutes', l.minutes,
          'position', l.position, 'isOpened', p.opened_at IS NOT NULL, 'isCompleted', p.completed_at IS NOT NULL,
          'isLast', l.id IS NOT DISTINCT FROM e.last_lesson_id) ORDER BY l.position)
        FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = e.id
        WHERE l.course_version_id = v.id), '[]') AS lessons
    ${OWN_COURSES}
    LEFT JOIN LATERAL (
      SELECT bool_or(q.passed) AS is_passed, bool_or(q.submitted_at IS NULL) AS is_open,
        count(q.submitted_at)::int AS finished
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
    quizDraw: col.int.orNull,
    quizPass: col.float.orNull,
    isQuizPassed: col.bool,
    hasOpenAttempt: col.bool,
    finishedAttempts: col.int,
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
