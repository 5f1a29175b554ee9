import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  NotFound,
  type RowFrom,
  statement,
  words,
} from '@app/platform';
import { OWN_COURSES, OWN_OBLIGATIONS, OWN_PARAMETERS } from '../course/own-course.sql';
import type { CourseAddress } from './own-enrollments.service';

const BEGUN = statement({
  name: 'courses.begun-course',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}
    SELECT e.id, e.completed_at IS NOT NULL AS "isCompleted", o.id IS NOT NULL AS "isAsked" ${OWN_COURSES}
    WHERE c.key = :courseKey AND e.id IS NOT NULL`,
  parameters: { ...OWN_PARAMETERS, year: 'integer?', courseKey: 'text' },
  row: { id: col.id<'enrollment'>(), isCompleted: col.bool, isAsked: col.bool },
});

const LOCK = statement({
  name: 'courses.enrollment-to-drop',
  sql: 'SELECT id FROM enrollments WHERE id = :enrollmentId FOR UPDATE',
  parameters: { enrollmentId: 'uuid' },
  row: { id: col.id<'enrollment'>() },
});

/**
 * A course of one's own choice can be dropped: it is no work any more, and what was learnt of it stays. Whatever is done with
 * it later takes it up again (`OwnEnrollments.begin`).
 */
@Injectable()
export class CourseDropsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async drop(actor: Actor, { courseKey, year = null }: CourseAddress): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const { personId } = actor;
      const course = { personId, asOf: this.clock.today(), year, courseKey };
      const begun = await this.database.first(BEGUN, course);
      if (!begun) throw new NotFound();
      await this.database.only(LOCK, { enrollmentId: begun.id });
      requireDroppable(await this.database.only(BEGUN, course));
      const isNew = await this.database.execute(
        `INSERT INTO course_drops (id, enrollment_id, dropped_at) VALUES ($1, $2, $3)
         ON CONFLICT (enrollment_id) WHERE taken_up_at IS NULL DO NOTHING`,
        [randomUUID(), begun.id, this.clock.now()],
      );
      if (isNew === 0) return;
      await this.audit.record(auditActorOf(actor), {
        action: 'enrollment.dropped',
        subjectType: 'enrollment',
        subjectId: begun.id,
        detail: { personId, courseKey },
      });
    });
  }
}

function requireDroppable({ isCompleted, isAsked }: RowFrom<typeof BEGUN>): void {
  if (isCompleted)
    throw new Conflict(
      'course.completed',
      `この${words.course}は修了しています。やめる必要はありません。`,
    );
  if (isAsked)
    throw new Conflict(
      'course.asked',
      `この${words.course}は受講を求められているため、やめられません。事情があるときは、${words.programOffice}にご相談ください。`,
    );
}
