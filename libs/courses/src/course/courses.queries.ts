import { Injectable } from '@nestjs/common';
import { Clock, Database, fiscalYearOf, idOf, type LocalDate } from '@app/platform';
import { CURRENT_VERSION_SQL, QUIZ_KEY_SQL, SHOWN_VERSION_SQL } from './version.queries';

/** A course as the catalogue shows it to one person. */
export interface CatalogueRow {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly isYearly: boolean;
  readonly audience: readonly string[];
  readonly lessonCount: number;
  readonly completedLessons: number;
  readonly isMandatory: boolean;
  readonly dueOn: LocalDate | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly exemptedAt: Date | null;
}

export interface CourseLessonRow {
  readonly key: string;
  readonly title: string;
  readonly minutes: number;
  readonly position: number;
  readonly isOpened: boolean;
  readonly isCompleted: boolean;
  readonly isLast: boolean;
}

/** A course as its own page shows it to one person: the version they learn, else the current one. */
export interface CoursePageRow extends CatalogueRow {
  readonly objectives: readonly string[];
  readonly licence: string;
  readonly exemptionReason: string | null;
  readonly lessons: readonly CourseLessonRow[];
  readonly quizDraw: number | null;
  readonly quizPass: number | null;
  readonly isQuizPassed: boolean;
  readonly hasOpenAttempt: boolean;
  readonly finishedAttempts: number;
}

export interface AssetRow {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const CATALOGUE_COLUMNS = `
  c.key, v.title, v.summary, v.minutes, v.fiscal_year IS NOT NULL AS "isYearly", v.audience,
  (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
  (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
   WHERE p.enrollment_id = e.id AND p.completed_at IS NOT NULL) AS "completedLessons",
  coalesce(e.is_mandatory, false) AS "isMandatory", e.due_on AS "dueOn", e.started_at AS "startedAt",
  e.completed_at AS "completedAt", e.exempted_at AS "exemptedAt"`;

/** $1 the person, $2 the fiscal year. `current` is the newest version, `v` the one that the person gets to see. */
const OWN_COURSES = `
  FROM courses c
  JOIN LATERAL (${CURRENT_VERSION_SQL}) current ON true
  LEFT JOIN enrollments e ON e.person_id = $1 AND e.course_id = c.id
    AND e.cycle = CASE WHEN current.fiscal_year IS NULL THEN 0 ELSE $2::int END
  JOIN course_versions v ON v.id = ${SHOWN_VERSION_SQL}`;

/** Reads what is taught and how far one person is with it; one round trip a page. */
@Injectable()
export class CoursesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Every published course with the person's state in the running cycle; mandatory ones first, earliest due first. */
  async listCatalogue(personId: string): Promise<readonly CatalogueRow[]> {
    return this.database.query<CatalogueRow>(
      `SELECT ${CATALOGUE_COLUMNS} ${OWN_COURSES}
       ORDER BY coalesce(e.is_mandatory, false) DESC, e.completed_at IS NOT NULL, e.due_on NULLS LAST, v.title, c.key`,
      [personId, this.fiscalYear()],
    );
  }

  async findCourse(personId: string, courseKey: string): Promise<CoursePageRow | null> {
    return this.database.queryOne<CoursePageRow>(
      `SELECT ${CATALOGUE_COLUMNS}, v.objectives, v.licence, e.exemption_reason AS "exemptionReason",
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
       WHERE c.key = $3`,
      [personId, this.fiscalYear(), courseKey],
    );
  }

  /** A figure by the address that stands in the lesson: course, version, name. */
  async findAsset(courseKey: string, versionId: string, name: string): Promise<AssetRow | null> {
    return this.database.queryOne<AssetRow>(
      `SELECT a.media_type AS "mediaType", a.bytes
       FROM course_assets a JOIN course_versions v ON v.id = a.course_version_id JOIN courses c ON c.id = v.course_id
       WHERE c.key = $1 AND v.id = $2 AND a.name = $3`,
      [courseKey, idOf(versionId), name],
    );
  }

  private fiscalYear(): number {
    return fiscalYearOf(this.clock.today());
  }
}
