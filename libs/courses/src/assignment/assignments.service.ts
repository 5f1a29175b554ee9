import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AuditEntry,
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  fiscalYearOf,
  formatFiscalYear,
  idOf,
  InvalidInput,
  type LocalDate,
  NotFound,
  type RowFrom,
  statement,
  words,
} from '@app/platform';
import {
  assignableFiscalYears,
  isWithdrawalUndoable,
  requireAcceptableDueDate,
} from './assignment.rules';
import {
  type AssignedCycle,
  type AssignmentPreview,
  AudienceQueries,
  type ResolvedAudience,
} from './audience.queries';
import { titleWithoutEdition } from '../obligation/obligation-title.sql';
import { OverlapQueries, type OverlapRow } from './overlaps.queries';
import { coversSomebody, requireAccepted, requireNew } from './overlap.rules';

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
  readonly dueOn: LocalDate;
  readonly reason: string;
  /** Of a yearly course: also in every following fiscal year, once its edition is published. */
  readonly repeatsYearly?: boolean;
  /** The ids of the overlapping assignments that were shown, and are meant to stand beside this one. */
  readonly acceptedOverlaps?: readonly string[];
}

/** Of the undated edition, or the newest. */
const NEWEST_TITLE =
  '(array_agg(v.title ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC))[1]';

const COURSE = statement({
  name: 'courses.course-to-assign',
  sql: `SELECT c.id, min(v.fiscal_year) AS "yearlySince", coalesce(bool_or(v.fiscal_year = :fiscalYear), false) AS "hasEdition",
      coalesce((array_agg(v.title ORDER BY v.version DESC) FILTER (WHERE v.fiscal_year = :fiscalYear))[1],
        CASE WHEN min(v.fiscal_year) <= :fiscalYear THEN ${titleWithoutEdition(NEWEST_TITLE, ':fiscalYear')} ELSE ${NEWEST_TITLE} END) AS title
    FROM courses c JOIN course_versions v ON v.course_id = c.id WHERE c.key = :courseKey GROUP BY c.id`,
  parameters: { courseKey: 'text', fiscalYear: 'integer' },
  row: {
    id: col.id<'course'>(),
    /** Null: not a yearly course. */
    yearlySince: col.int.orNull,
    hasEdition: col.bool,
    /** Of the edition of that year; as long as there is none, the course's name and that there is none. */
    title: col.text,
  },
});

const UNIT = statement({
  name: 'courses.unit-to-assign',
  sql: 'SELECT id FROM org_units WHERE id::text = :orgUnitId',
  parameters: { orgUnitId: 'text' },
  row: { id: col.id<'org_unit'>() },
});

const LOCK_COURSE = statement({
  name: 'courses.lock-course',
  sql: 'SELECT id FROM courses WHERE id = :courseId FOR UPDATE',
  parameters: { courseId: 'uuid' },
  row: { id: col.id<'course'>() },
});

const LOCK = statement({
  name: 'courses.lock-assignment',
  sql: 'SELECT id FROM course_assignments WHERE id = :assignmentId FOR UPDATE',
  parameters: { assignmentId: 'uuid' },
  row: { id: col.id<'assignment'>() },
});

const WITHDRAWAL = statement({
  name: 'courses.withdrawal',
  sql: `SELECT w.id, w.withdrawn_on AS "withdrawnOn" FROM assignment_withdrawals w WHERE w.assignment_id = :assignmentId`,
  parameters: { assignmentId: 'uuid' },
  row: { id: col.id<'withdrawal'>(), withdrawnOn: col.date },
});

/** What would be asked of whom. */
export interface NewAssignmentPreview extends AssignmentPreview {
  /** Of the edition that is assigned; of one that is not published yet the course's name and the year. */
  readonly title: string;
  readonly isEditionMissing: boolean;
  /** False: learnt once, whatever years it is assigned for. */
  readonly isYearly: boolean;
  /** Assignments of the same course and cycle that ask it of some of these people already. */
  readonly overlaps: readonly OverlapRow[];
}

interface CheckedAssignment {
  readonly title: string;
  readonly isEditionMissing: boolean;
  readonly course: AssignedCycle;
  readonly audience: ResolvedAudience;
}

/**
 * Says who has to learn what until when, and takes it back. Whom an assignment reaches is derived, never written: who
 * is hired or moves in later is reached that day. What a person has learnt already always counts and is never touched.
 */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly audiences: AudienceQueries,
    private readonly overlaps: OverlapQueries,
  ) {}

  /** The number of people affected, to be shown before `assign`. Checks everything that `assign` checks. */
  async preview(actor: Actor, input: NewAssignment): Promise<NewAssignmentPreview> {
    requirePermission(actor, 'assignments.manage');
    const { course, audience, title, isEditionMissing } = await this.check(input);
    const overlaps = await this.overlaps.list({ ...input, ...course, audience });
    requireNew(overlaps);
    const preview = await this.audiences.preview(audience, course, input);
    if (preview.total === 0)
      throw new InvalidInput({ audience: '対象になる職員がいません。対象を選び直してください。' });
    const isYearly = course.cycle > 0;
    return {
      ...preview,
      title,
      isYearly,
      isEditionMissing,
      overlaps: overlaps.filter(coversSomebody),
    };
  }

  /** The assignment that says the same already, for the page of a form that was refused for it. */
  async findSame(actor: Actor, input: NewAssignment): Promise<OverlapRow | null> {
    requirePermission(actor, 'assignments.manage');
    const { course, audience } = await this.check(input);
    const overlaps = await this.overlaps.list({ ...input, ...course, audience });
    return overlaps.find((it) => it.isSame) ?? null;
  }

  /** Makes the assignment: from now on it is asked of everybody who belongs to it. Returns its id. */
  async assign(actor: Actor, input: NewAssignment): Promise<string> {
    requirePermission(actor, 'assignments.manage');
    const checked = await this.check(input);
    return this.database.transaction(async () => {
      await this.requireMeant(input, checked);
      const id = randomUUID();
      await this.insert(id, input, checked, actor.accountId);
      const { audience, course } = checked;
      const { total: reached } = await this.audiences.preview(audience, course, input);
      const { courseKey, fiscalYear, dueOn, isMandatory, repeatsYearly = false } = input;
      const detail = { courseKey, fiscalYear, dueOn, isMandatory, repeatsYearly, reached };
      const made = { ...detail, audience: audience.kind };
      await this.audit.record(auditActorOf(actor), entry('course_assignment.created', id, made));
      return id;
    });
  }

  /** Takes the assignment back from today on. Figures of earlier days stay; so does everything learnt. */
  async withdraw(actor: Actor, assignmentId: string): Promise<void> {
    await this.change(actor, assignmentId, async (id) => {
      if (await this.database.first(WITHDRAWAL, { assignmentId: id })) {
        throw new Conflict(
          'course_assignment.withdrawn',
          'この受講指定は、すでに取り消されています。',
        );
      }
      await this.database.execute(
        `INSERT INTO assignment_withdrawals_history (id, assignment_id, withdrawn_on, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5)`,
        [randomUUID(), id, this.clock.today(), this.clock.now(), actor.accountId],
      );
      return entry('course_assignment.withdrawn', id, {});
    });
  }

  /** Puts a withdrawn assignment back into force as if nothing had been; on the day of the withdrawal only. */
  async undoWithdrawal(actor: Actor, assignmentId: string): Promise<void> {
    await this.change(actor, assignmentId, async (id) => {
      const withdrawal = await this.database.first(WITHDRAWAL, { assignmentId: id });
      if (!withdrawal) {
        throw new Conflict(
          'course_assignment.in_force',
          'この受講指定は取り消されていません。画面を開き直してご確認ください。',
        );
      }
      if (!isWithdrawalUndoable(withdrawal.withdrawnOn, this.clock.today())) {
        throw new Conflict(
          'course_assignment.undo_too_late',
          '元に戻せるのは、取り消した当日だけです。必要なときは、新しい受講指定を作ってください。',
        );
      }
      await this.database.execute(
        'UPDATE assignment_withdrawals_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1',
        [withdrawal.id, this.clock.now(), actor.accountId],
      );
      return entry('course_assignment.withdrawal_undone', id, {});
    });
  }

  /** Two who assign the same course at once take turns, so that the second sees what the first has made. */
  private async requireMeant(
    input: NewAssignment,
    { course, audience }: CheckedAssignment,
  ): Promise<void> {
    await this.database.first(LOCK_COURSE, { courseId: course.courseId });
    const overlaps = await this.overlaps.list({ ...input, ...course, audience });
    requireNew(overlaps);
    requireAccepted(overlaps.filter(coversSomebody), input.acceptedOverlaps ?? []);
  }

  /** Two who change one assignment at once take turns. */
  private async change(
    actor: Actor,
    assignmentId: string,
    change: (id: string) => Promise<AuditEntry>,
  ): Promise<void> {
    requirePermission(actor, 'assignments.manage');
    await this.database.transaction(async () => {
      const found = await this.database.first(LOCK, { assignmentId: idOf(assignmentId) });
      if (!found) throw new NotFound();
      await this.audit.record(auditActorOf(actor), await change(found.id));
    });
  }

  private async insert(
    id: string,
    input: NewAssignment,
    { course, audience }: CheckedAssignment,
    by: string,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO course_assignments (id, course_id, fiscal_year, audience_kind, org_unit_id, is_mandatory, due_on, reason,
         repeats_yearly, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        course.courseId,
        input.fiscalYear,
        audience.kind,
        audience.orgUnitId,
        input.isMandatory,
        input.dueOn,
        input.reason,
        input.repeatsYearly ?? false,
        this.clock.now(),
        by,
      ],
    );
    await this.database.execute(
      'INSERT INTO assignment_persons (assignment_id, person_id) SELECT $1, unnest($2::uuid[])',
      [id, audience.personIds ?? []],
    );
  }

  private async check(input: NewAssignment): Promise<CheckedAssignment> {
    const { fiscalYear, courseKey, dueOn } = input;
    const today = this.clock.today();
    if (!assignableFiscalYears(fiscalYearOf(today)).includes(fiscalYear)) {
      throw new InvalidInput({ fiscalYear: '今年度または翌年度を選んでください。' });
    }
    requireAcceptableDueDate(dueOn, fiscalYear, today);
    const course = await this.database.first(COURSE, { courseKey, fiscalYear });
    if (!course) throw new InvalidInput({ courseKey: `${words.course}を選んでください。` });
    this.requireEdition(course, input);
    const isYearly = course.yearlySince !== null && course.yearlySince <= fiscalYear;
    return {
      course: { courseId: course.id, cycle: isYearly ? fiscalYear : 0, fiscalYear },
      title: course.title,
      isEditionMissing: isYearly && !course.hasEdition,
      audience: await this.resolve(input.audience),
    };
  }

  /** The edition of the next fiscal year may still be made; the one of this year must be there. */
  private requireEdition(course: RowFrom<typeof COURSE>, input: NewAssignment): void {
    const { yearlySince, hasEdition } = course;
    const isRunning = input.fiscalYear === fiscalYearOf(this.clock.today());
    if (yearlySince !== null && isRunning && !hasEdition) {
      throw new InvalidInput({
        fiscalYear: `この${words.course}には、${formatFiscalYear(input.fiscalYear)}の版がありません。版を公開してから指定してください。`,
      });
    }
    if (input.repeatsYearly === true && yearlySince === null) {
      throw new InvalidInput({
        repeatsYearly: `毎年度くり返せるのは、年度ごとの版がある${words.course}だけです。`,
      });
    }
  }

  private async resolve(audience: AudienceInput): Promise<ResolvedAudience> {
    if (audience.kind === 'org_unit') {
      const unit = await this.database.first(UNIT, { orgUnitId: audience.orgUnitId });
      if (!unit) throw new InvalidInput({ orgUnitId: `${words.unit}を選んでください。` });
      return { kind: audience.kind, orgUnitId: unit.id, personIds: null };
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
    return { kind: 'persons', orgUnitId: null, personIds: [...new Set(found.values())] };
  }
}

function entry(action: string, subjectId: string, detail: Record<string, unknown>): AuditEntry {
  return { action, subjectType: 'course_assignment', subjectId, detail };
}
