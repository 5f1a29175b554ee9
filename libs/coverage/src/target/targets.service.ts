import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  addDays,
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
} from '@app/platform';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { type Metric, metricFacts } from './metrics';
import { targetProblems } from './target-change.rules';
import { targetName } from './target-words';
import { type KpiTarget, type Milestone, TargetQueries } from './target.queries';

export interface TargetChange {
  readonly code: Metric;
  /** In what the metric counts; null for a promise without a number. */
  readonly targetValue: number | null;
  /** Null: every fiscal year. */
  readonly dueOn: LocalDate | null;
  /** Which plan or decision says so, and where in it. */
  readonly source: string;
  readonly page: string;
  /** How a number that is typed in is counted, or what else is to be known of it. */
  readonly counting: string;
  readonly validFrom: LocalDate;
  readonly milestones: readonly Milestone[];
}

/** The newest two: what is planned, and what it would follow. */
type NewestTwo = readonly [newest?: KpiTarget, before?: KpiTarget];

type TargetContent = Omit<KpiTarget, 'rowId' | 'id'>;

/**
 * The city's promises from a day on; a past day keeps the target it was measured by. `seen` is the newest row that was looked at
 * (empty: there was none): what somebody else has registered since is not overruled unseen. Who looked at nothing gives none.
 */
@Injectable()
export class TargetsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
  ) {}

  /** Ends the newest target of its metric on that day and begins the new one; on the same day it corrects it. */
  async changeTarget(actor: Actor, change: TargetChange, seen?: string): Promise<void> {
    requirePermission(actor, 'counting.manage');
    const { minimumLeaders } = await this.rules.getRuleOn(change.validFrom);
    const problems = targetProblems(change, { today: this.clock.today(), minimumLeaders });
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    await this.database.transaction(async () => {
      const [newest] = await this.lockNewest(change.code, seen);
      if (newest === undefined) await this.add(actor, { ...change, validTo: null });
      else await this.follow(actor, newest, change);
      await this.record(actor, 'kpi_target.changed', change.code, {
        from: newest === undefined ? null : told(newest),
        to: told(change),
      });
    });
  }

  /** Before its first day the newest target of a metric can be withdrawn; then the one before it goes on, if there is one. */
  async withdrawTarget(actor: Actor, code: Metric, validFrom: LocalDate): Promise<void> {
    requirePermission(actor, 'counting.manage');
    await this.database.transaction(async () => {
      const [planned, before] = await this.lockNewest(code);
      if (planned?.validFrom !== validFrom) throw noTarget();
      if (validFrom <= this.clock.today()) {
        throw new Conflict(
          'kpi_target.has_begun',
          `この目標は${formatDateShort(validFrom)}から有効なため、取りやめられません。改めるときは、目標を変更してください。`,
        );
      }
      await this.supersede(actor, planned);
      // One that had ended before stays ended.
      if (before?.validTo === validFrom) {
        await this.supersede(actor, before);
        await this.add(actor, { ...before, validTo: planned.validTo }, before.id);
      }
      await this.record(actor, 'kpi_target.withdrawn', code, told(planned));
    });
  }

  /** Its last day; null takes back an end that has not come. What was promised until then stays. */
  async endTarget(
    actor: Actor,
    { code, lastDay }: { readonly code: Metric; readonly lastDay: LocalDate | null },
    seen: string,
  ): Promise<void> {
    requirePermission(actor, 'counting.manage');
    const today = this.clock.today();
    await this.database.transaction(async () => {
      const [newest] = await this.lockNewest(code, seen);
      if (newest === undefined) throw noTarget();
      if (newest.validTo !== null && newest.validTo <= today) throw hasEnded(newest.validTo);
      const problem = lastDay !== null && endProblem(newest, lastDay, today);
      if (problem) throw new InvalidInput({ lastDay: problem });
      const validTo = lastDay && addDays(lastDay, 1);
      if (validTo === newest.validTo) throw unchanged();
      await this.supersede(actor, newest);
      await this.add(actor, { ...newest, validTo }, newest.id);
      const action = lastDay === null ? 'kpi_target.end_taken_back' : 'kpi_target.ended';
      await this.record(actor, action, code, { lastDay });
    });
  }

  private async follow(actor: Actor, newest: KpiTarget, change: TargetChange): Promise<void> {
    const { validFrom } = change;
    if (validFrom < newest.validFrom) {
      throw new InvalidInput({
        validFrom: `${formatDateShort(newest.validFrom)}から有効な目標が登録済みです。その日以降の日を選んでください。`,
      });
    }
    const hadEnded = newest.validTo !== null && newest.validTo <= validFrom;
    if (!hadEnded && saysTheSame(newest, change)) throw unchanged();
    // An end that is planned holds for whatever comes before it.
    const next = { ...change, validTo: hadEnded ? null : newest.validTo };
    if (newest.validFrom === validFrom) {
      await this.supersede(actor, newest);
      await this.add(actor, next, newest.id);
      return;
    }
    if (!hadEnded) {
      await this.supersede(actor, newest);
      await this.add(actor, { ...newest, validTo: validFrom }, newest.id);
    }
    await this.add(actor, next);
  }

  private async lockNewest(code: Metric, seen?: string): Promise<NewestTwo> {
    await this.database.keepWritersOut('kpi_targets_history');
    const all = await this.targets.listTargets();
    const [newest, before] = all.filter((it) => it.code === code);
    if (seen !== undefined && seen !== (newest?.rowId ?? '')) {
      throw new Conflict(
        'kpi_target.changed_meanwhile',
        'この画面を開いた後に、ほかの人がこの目標を登録しました。登録していません。いまの登録を下で確かめて、必要ならもう一度送信してください。',
      );
    }
    return [newest, before].filter((it) => it !== undefined) as unknown as NewestTwo;
  }

  private async supersede(actor: Actor, { rowId }: KpiTarget): Promise<void> {
    await this.database.execute(
      'UPDATE kpi_targets_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = $1',
      [rowId, this.clock.now(), actor.accountId],
    );
  }

  private async add(actor: Actor, row: TargetContent, id: string = randomUUID()): Promise<void> {
    const { code, targetValue, dueOn, source, page, counting, validFrom, validTo } = row;
    const { kind, scope } = metricFacts(code);
    const rowId = randomUUID();
    await this.database.execute(
      `INSERT INTO kpi_targets_history (row_id, id, code, kind, scope, name, target_value, due_on, source, page, counting,
         valid_from, valid_to, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        ...[rowId, id, code, kind, scope, targetName(row), targetValue, dueOn, source, page],
        ...[counting, validFrom, validTo, this.clock.now(), actor.accountId],
      ],
    );
    await this.database.execute(
      `INSERT INTO kpi_target_milestones (target_row_id, fiscal_year, value)
       SELECT $1, m."fiscalYear", m.value FROM jsonb_to_recordset($2::jsonb) AS m ("fiscalYear" integer, value integer)`,
      [rowId, JSON.stringify(row.milestones)],
    );
  }

  private async record(
    actor: Actor,
    action: string,
    code: Metric,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'kpi_target', subjectId: code, detail },
    });
  }
}

function endProblem({ validFrom }: KpiTarget, lastDay: LocalDate, today: LocalDate): string | null {
  if (lastDay < addDays(today, -1) || lastDay < validFrom)
    return '最後の日は、昨日以降で、目標が有効になる日以降の日を選んでください。';
  return null;
}

/** A day later the same: nothing would begin on it. On the same day it would correct nothing. */
function saysTheSame(newest: KpiTarget, change: TargetChange): boolean {
  return JSON.stringify(told(newest, '')) === JSON.stringify(told(change, ''));
}

/** What a target says, as it stands in the log. */
function told(target: TargetChange | KpiTarget, validFrom: string = target.validFrom) {
  const { targetValue, dueOn, source, page, counting, milestones } = target;
  const steps = milestones
    .map(({ fiscalYear, value }) => ({ fiscalYear, value }))
    .toSorted((a, b) => a.fiscalYear - b.fiscalYear);
  return { targetValue, dueOn, validFrom, source, page, counting, milestones: steps };
}

function unchanged(): Conflict {
  return new Conflict(
    'kpi_target.unchanged',
    '入力した目標は、登録済みの目標と同じです。登録していません。変えるところを入力し直してください。',
  );
}

function hasEnded(validTo: LocalDate): Conflict {
  return new Conflict(
    'kpi_target.has_ended',
    `この目標は${formatDateShort(addDays(validTo, -1))}で終わっています。続けるときは、目標を登録し直してください。`,
  );
}

function noTarget(): Conflict {
  return new Conflict('coverage.no_target', '目標が登録されていません。画面を開き直してください。');
}
