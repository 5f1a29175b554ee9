import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';

/** One course that a person finished, or was exempted from. */
export interface LearningRecordRow {
  readonly enrollmentId: string;
  readonly courseKey: string;
  readonly title: string;
  readonly version: number;
  readonly minutes: number;
  readonly isMandatory: boolean;
  /** The fiscal year of a yearly course, else 0. */
  readonly cycle: number;
  readonly completedAt: Date | null;
  readonly exemptedAt: Date | null;
  /** The one of the two that happened. */
  readonly endedAt: Date;
  readonly exemptionReason: string | null;
  readonly notes: readonly { readonly lesson: string; readonly note: string }[];
}

/** A person's learning record (受講記録): everything finished in all years, newest first. It follows the person. */
@Injectable()
export class LearningRecordQueries {
  constructor(private readonly database: Database) {}

  async listForPerson(personId: string): Promise<readonly LearningRecordRow[]> {
    return this.database.query<LearningRecordRow>(
      `SELECT e.id AS "enrollmentId", c.key AS "courseKey", v.title, v.version, v.minutes,
         e.is_mandatory AS "isMandatory", e.cycle, e.completed_at AS "completedAt", e.exempted_at AS "exemptedAt",
         coalesce(e.completed_at, e.exempted_at) AS "endedAt",
         e.exemption_reason AS "exemptionReason",
         coalesce((SELECT jsonb_agg(jsonb_build_object('lesson', l.title, 'note', p.note) ORDER BY l.position)
           FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id
           WHERE p.enrollment_id = e.id AND p.note <> ''), '[]') AS notes
       FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN course_versions v ON v.id = e.course_version_id
       WHERE e.person_id = $1 AND (e.completed_at IS NOT NULL OR e.exempted_at IS NOT NULL)
       ORDER BY coalesce(e.completed_at, e.exempted_at) DESC, v.title, e.id`,
      [personId],
    );
  }
}
