import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AuditActor,
  type AuditEntry,
  AuditLog,
  Clock,
  Conflict,
  Database,
  fiscalYearOf,
  idOf,
  InvalidInput,
  localDateOf,
  NotFound,
} from '@app/platform';
import { cycleOf } from '../enrollment/enrollment.rules';
import {
  assignableFiscalYears,
  isWithdrawalUndoable,
  requireAcceptableDueDate,
} from './assignment.rules';
import { type AssignmentPreview, AudienceQueries, type ResolvedAudience } from './audience.queries';
import { type AudienceKind, CourseAssignment } from './course-assignment.entity';
import { type EffectiveAssignment, Obligations } from './obligations.service';

/** Who is to learn, as the form says it. */
export type AudienceInput =
  | { readonly kind: 'all_staff' | 'managers' }
  | { readonly kind: 'org_unit'; readonly orgUnitId: string }
  | { readonly kind: 'persons'; readonly staffNumbers: readonly string[] };

export interface NewAssignment {
  readonly courseKey: string;
  readonly fiscalYear: number;
  readonly audience: AudienceInput;
  readonly isMandatory: boolean;
  readonly dueOn: string;
  readonly reason: string;
}

interface CourseRow {
  readonly id: string;
  readonly isYearly: boolean;
}

interface AssignmentInForce {
  readonly id: string;
  readonly courseId: string;
  readonly isYearly: boolean;
  readonly fiscalYear: number;
  readonly audienceKind: AudienceKind;
  readonly orgUnitId: string | null;
  readonly dueOn: string;
  readonly createdAt: Date;
}

const NIGHT: AuditActor = { accountId: null, label: 'courses.assign-newcomers' };

/**
 * Says who has to learn what until when, and takes it back. One assignment reaches hundreds of people in a few
 * statements; what a person has learnt already always counts and is never touched.
 */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly audiences: AudienceQueries,
    private readonly obligations: Obligations,
  ) {}

  /** The number of people affected, to be shown before `assign`. Checks everything that `assign` checks. */
  async preview(actor: Actor, input: NewAssignment): Promise<AssignmentPreview> {
    requirePermission(actor, 'assignments.manage');
    const { course, audience } = await this.check(input);
    const preview = await this.audiences.preview(
      audience,
      course.id,
      cycleOf(course, input.fiscalYear),
    );
    if (preview.total === 0)
      throw new InvalidInput({ audience: '対象になる職員がいません。対象を選び直してください。' });
    return preview;
  }

  /** Makes the assignment and reaches everybody who belongs to it today. Returns its id. */
  async assign(actor: Actor, input: NewAssignment): Promise<string> {
    requirePermission(actor, 'assignments.manage');
    const { course, audience } = await this.check(input);
    return this.database.transaction(async () => {
      const id = randomUUID();
      const now = this.clock.now();
      await this.database.repository(CourseAssignment).insert({
        id,
        courseId: course.id,
        fiscalYear: input.fiscalYear,
        audienceKind: audience.kind,
        orgUnitId: audience.orgUnitId,
        isMandatory: input.isMandatory,
        dueOn: input.dueOn,
        reason: input.reason,
        createdAt: now,
        createdBy: actor.accountId,
        withdrawnAt: null,
      });
      const reached = await this.obligations.reach(
        {
          id,
          courseId: course.id,
          cycle: cycleOf(course, input.fiscalYear),
          dueOn: input.dueOn,
          assignedOn: this.clock.today(),
          audience,
        },
        false,
      );
      const { courseKey, fiscalYear, dueOn, isMandatory } = input;
      const detail = {
        courseKey,
        fiscalYear,
        dueOn,
        isMandatory,
        audience: audience.kind,
        reached,
      };
      await this.audit.record(auditActorOf(actor), entry('course_assignment.created', id, detail));
      return id;
    });
  }

  /** Takes the assignment back from now on. Figures of earlier days stay; so does everything learnt. */
  async withdraw(actor: Actor, assignmentId: string): Promise<void> {
    await this.change(actor, assignmentId, (assignment) => {
      if (assignment.withdrawnAt) {
        throw new Conflict(
          'course_assignment.withdrawn',
          'この受講指定は、すでに取り消されています。',
        );
      }
      assignment.withdrawnAt = this.clock.now();
      return entry('course_assignment.withdrawn', assignmentId, {});
    });
  }

  /** Puts a withdrawn assignment back into force as if nothing had been; on the day of the withdrawal only. */
  async undoWithdrawal(actor: Actor, assignmentId: string): Promise<void> {
    await this.change(actor, assignmentId, (assignment) => {
      if (!assignment.withdrawnAt) {
        throw new Conflict(
          'course_assignment.in_force',
          'この受講指定は取り消されていません。画面を開き直してご確認ください。',
        );
      }
      if (!isWithdrawalUndoable(assignment.withdrawnAt, this.clock.today())) {
        throw new Conflict(
          'course_assignment.undo_too_late',
          '元に戻せるのは、取り消した当日だけです。必要なときは、新しい受講指定を作ってください。',
        );
      }
      assignment.withdrawnAt = null;
      return entry('course_assignment.withdrawal_undone', assignmentId, {});
    });
  }

  /**
   * For the nightly job: brings every assignment of the fiscal year up to date with the organisation. People who were
   * hired or moved in are reached, who moved out is released, who came back gets time. A second run changes nothing.
   */
  async assignNewcomers(by: AuditActor = NIGHT): Promise<{
    readonly reached: number;
    readonly released: number;
    readonly extended: number;
  }> {
    return this.database.transaction(async () => {
      const sum = { reached: 0, released: 0, extended: 0 };
      const entries: AuditEntry[] = [];
      for (const row of await this.listInForce()) {
        const assignment = effective(row);
        const released = await this.obligations.release(assignment);
        const reached =
          row.audienceKind === 'persons' ? 0 : await this.obligations.reach(assignment, true);
        const extended = await this.obligations.extendAfterReturn(assignment);
        if (released + reached + extended === 0) continue;
        entries.push(
          entry('course_assignment.brought_up_to_date', row.id, { reached, released, extended }),
        );
        sum.reached += reached;
        sum.released += released;
        sum.extended += extended;
      }
      await this.audit.record(by, ...entries);
      return sum;
    });
  }

  private async change(
    actor: Actor,
    assignmentId: string,
    change: (assignment: CourseAssignment) => AuditEntry,
  ): Promise<void> {
    requirePermission(actor, 'assignments.manage');
    await this.database.transaction(async () => {
      const assignment = await this.database
        .repository(CourseAssignment)
        .findOne({ where: { id: idOf(assignmentId) }, lock: { mode: 'pessimistic_write' } });
      if (!assignment) throw new NotFound();
      const made = change(assignment);
      await this.database.repository(CourseAssignment).save(assignment);
      await this.obligations.settle(assignmentId);
      await this.audit.record(auditActorOf(actor), made);
    });
  }

  private async check(
    input: NewAssignment,
  ): Promise<{ course: CourseRow; audience: ResolvedAudience }> {
    const today = this.clock.today();
    if (!assignableFiscalYears(fiscalYearOf(today)).includes(input.fiscalYear)) {
      throw new InvalidInput({ fiscalYear: '今年度または翌年度を選んでください。' });
    }
    requireAcceptableDueDate(input.dueOn, input.fiscalYear, today);
    const course = await this.database.queryOne<CourseRow>(
      `SELECT c.id, v.fiscal_year IS NOT NULL AS "isYearly"
       FROM courses c JOIN course_versions v ON v.course_id = c.id WHERE c.key = $1 ORDER BY v.version DESC LIMIT 1`,
      [input.courseKey],
    );
    if (!course) throw new InvalidInput({ courseKey: '講座を選んでください。' });
    return { course, audience: await this.resolve(input.audience) };
  }

  private async resolve(audience: AudienceInput): Promise<ResolvedAudience> {
    if (audience.kind === 'org_unit') {
      const unit = await this.database.queryOne('SELECT 1 FROM org_units WHERE id::text = $1', [
        audience.orgUnitId,
      ]);
      if (!unit) throw new InvalidInput({ orgUnitId: '課を選んでください。' });
      return { kind: audience.kind, orgUnitId: audience.orgUnitId, personIds: null };
    }
    if (audience.kind !== 'persons')
      return { kind: audience.kind, orgUnitId: null, personIds: null };
    const found = await this.audiences.findPersons(audience.staffNumbers);
    const unknown = audience.staffNumbers.filter((number) => !found.has(number));
    if (unknown.length > 0) {
      throw new InvalidInput({
        staffNumbers: `在職していない、または見つからない職員番号があります: ${unknown.slice(0, 10).join('、')}`,
      });
    }
    return { kind: 'persons', orgUnitId: null, personIds: [...found.values()] };
  }

  /** Locked one by one in the order of their ids, so that two runs at the same time wait for each other. */
  private async listInForce(): Promise<readonly AssignmentInForce[]> {
    return this.database.query<AssignmentInForce>(
      `SELECT a.id, a.course_id AS "courseId", a.fiscal_year AS "fiscalYear", a.audience_kind AS "audienceKind",
         a.org_unit_id AS "orgUnitId", a.due_on AS "dueOn", a.created_at AS "createdAt",
         (SELECT v.fiscal_year IS NOT NULL FROM course_versions v WHERE v.course_id = a.course_id
          ORDER BY v.version DESC LIMIT 1) AS "isYearly"
       FROM course_assignments a WHERE a.fiscal_year = $1 AND a.withdrawn_at IS NULL ORDER BY a.id FOR UPDATE OF a`,
      [fiscalYearOf(this.clock.today())],
    );
  }
}

function effective(row: AssignmentInForce): EffectiveAssignment {
  return {
    id: row.id,
    courseId: row.courseId,
    cycle: cycleOf(row, row.fiscalYear),
    dueOn: row.dueOn,
    assignedOn: localDateOf(row.createdAt),
    audience: { kind: row.audienceKind, orgUnitId: row.orgUnitId, personIds: null },
  };
}

function entry(action: string, subjectId: string, detail: Record<string, unknown>): AuditEntry {
  return { action, subjectType: 'course_assignment', subjectId, detail };
}
