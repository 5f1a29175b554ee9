import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  type AuditEntry,
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  formatDate,
  formatFiscalYear,
  idOf,
  InvalidInput,
  NotAllowed,
  NotFound,
  people,
  statement,
} from '@app/platform';
import { LEARNING_STATES } from '../enrollment/enrollment.rules';
import { obligationsSql, notWithdrawn, onDayOf } from '../obligation/obligation.sql';
import { ExemptionRows, type LearningKey } from './exemption-rows';

const STATE = statement({
  name: 'courses.obligation-state',
  sql: `WITH RECURSIVE ${obligationsSql({
    person: (personId) => `${personId} = :personId`,
    assignment: `a.course_id = :courseId AND ${notWithdrawn(onDayOf(':asOf'))}`,
    years: 'all',
    day: onDayOf(':asOf'),
  })}
    SELECT o.state, o.closed_on AS "closedOn", o.fiscal_year AS "fiscalYear" FROM obligation o WHERE o.cycle = :cycle`,
  parameters: { personId: 'uuid', courseId: 'uuid', cycle: 'integer', asOf: 'date' },
  row: { state: col.oneOf(LEARNING_STATES), closedOn: col.date.orNull, fiscalYear: col.int },
});

/** The course as its edition of the year is called, else its newest. */
const TITLE = statement({
  name: 'courses.exempted-course-title',
  sql: `SELECT v.title FROM course_versions v WHERE v.course_id = :courseId
    ORDER BY v.fiscal_year IS NOT DISTINCT FROM nullif(:cycle, 0) DESC, v.version DESC LIMIT 1`,
  parameters: { courseId: 'uuid', cycle: 'integer' },
  row: { title: col.text },
});

/** Lets people off a course with a reason, all of them or nobody, and takes that back. Nobody does it for themselves. */
@Injectable()
export class ExemptionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly rows: ExemptionRows,
    private readonly joins: JoinQueries,
  ) {}

  /** From today on: the days before stay as they were. */
  async exempt(actor: Actor, learning: LearningKey, reason: string): Promise<void> {
    await this.exemptAll(actor, [learning], reason);
  }

  async exemptAll(actor: Actor, chosen: readonly LearningKey[], reason: string): Promise<void> {
    const text = reason.trim();
    if (text === '') throw new InvalidInput({ reason: '免除の理由を入力してください。' });
    await this.change(actor, chosen, async (key) => {
      await this.requireOpen(key);
      await this.rows.add(key, text, actor.accountId);
      return { action: 'enrollment.exempted', reason: text };
    });
  }

  /** From today on; days on which the person was let off keep saying so. */
  async undoExemption(actor: Actor, learning: LearningKey): Promise<void> {
    await this.undoExemptions(actor, [learning]);
  }

  async undoExemptions(actor: Actor, chosen: readonly LearningKey[]): Promise<void> {
    await this.change(actor, chosen, async (key) => {
      await this.requireYearNotClosed(key);
      const reason = await this.rows.end(key, this.clock.today(), actor.accountId);
      if (reason === null) {
        throw new Conflict(
          'enrollment.not_exempted',
          '免除されていません。画面を開き直してご確認ください。',
        );
      }
      return { action: 'enrollment.exemption_undone', reason };
    });
  }

  private async find({ personId, courseId, cycle }: LearningKey) {
    return this.database.first(STATE, { personId, courseId, cycle, asOf: this.clock.today() });
  }

  /** What the figures of a closed year say stays, as long as the closing is not undone. */
  private async requireYearNotClosed(key: LearningKey): Promise<void> {
    const found = await this.find(key);
    if (found?.state !== 'exempted' || found.closedOn === null) return;
    throw new Conflict(
      'enrollment.year_closed',
      `${formatFiscalYear(found.fiscalYear)}の受講は、${formatDate(found.closedOn)}に締められています。免除を取り消すには、先に年度締めを元に戻してください。`,
    );
  }

  private async requireOpen(key: LearningKey): Promise<void> {
    const found = await this.find(key);
    if (!found) throw new NotFound();
    if (found.state === 'completed') {
      throw new Conflict('enrollment.completed', 'すでに修了しています。免除の必要はありません。');
    }
    if (found.state === 'exempted') {
      throw new Conflict('enrollment.exempted', 'すでに免除されています。');
    }
    if (found.state === 'closed') {
      throw new Conflict(
        'enrollment.closed',
        'この年度の受講はすでに締められています。免除の必要はありません。',
      );
    }
  }

  private async change(
    actor: Actor,
    chosen: readonly LearningKey[],
    change: (key: LearningKey) => Promise<Changed>,
  ): Promise<void> {
    requirePermission(actor, 'assignments.manage');
    const keys = chosen.map((it) => ({ ...it, personId: idOf<'person'>(it.personId) }));
    for (const { personId } of keys) await this.requireOthers(actor, personId);
    await this.database.transaction(async () => {
      // In one order for everybody, so that two who choose some of the same people wait for each other.
      for (const key of keys.toSorted((a, b) => (a.personId < b.personId ? -1 : 1)))
        await this.changeOne(actor, key, { change, count: keys.length });
    });
  }

  private async requireOthers(actor: Actor, personId: string): Promise<void> {
    if (!(await this.joins.areOne(personId, actor.personId))) return;
    throw new NotAllowed(
      'enrollment.own_exemption',
      'ご自分の受講は免除できません。ほかの担当者に依頼してください。',
    );
  }

  private async changeOne(
    actor: Actor,
    key: LearningKey,
    { change, count }: { change: (key: LearningKey) => Promise<Changed>; count: number },
  ): Promise<void> {
    if (!(await this.rows.lock(key.personId))) throw new NotFound();
    const { action, reason } = await change(key).catch((error: unknown) => {
      throw error instanceof Conflict && count > 1 ? amongMany(error, count) : error;
    });
    const { courseId, cycle } = key;
    const course = (await this.database.first(TITLE, { courseId, cycle }))?.title ?? '';
    const bulk = count > 1 ? { bulk: true as const } : {};
    await this.audit.record(auditActorOf(actor), entryOf(key, action, { course, reason, ...bulk }));
  }
}

interface Changed {
  readonly action: string;
  readonly reason: string;
}

/** One of those who were chosen stands elsewhere by now: nobody is changed. */
function amongMany({ code, message }: Conflict, count: number): Conflict {
  return new Conflict(
    code,
    `選んだ${people(count)}のなかに、変えられない人がいます(${message})。まだだれも変えていません。画面を開き直して、選び直してください。`,
  );
}

/** A course without an edition for each year has no year to tell. */
function entryOf(
  key: LearningKey,
  action: string,
  { course, ...told }: { readonly course: string; readonly reason: string; readonly bulk?: true },
): AuditEntry {
  const { personId, courseId, cycle } = key;
  return {
    action,
    subjectType: 'person',
    subjectId: personId,
    detail: { course, courseId, ...(cycle === 0 ? {} : { cycle }), ...told },
  };
}
