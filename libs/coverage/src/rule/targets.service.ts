import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  type RowOf,
  statement,
} from '@app/platform';
import { targetName } from '../vocabulary';
import { type KpiTarget, TARGET_CODES } from './counting-rules.queries';

export interface TargetChange {
  readonly code: KpiTarget['code'];
  /** Only for a number of holders; "one in every 課" has none. */
  readonly targetValue: number | null;
  readonly dueOn: LocalDate;
  /** Which plan or decision says so. */
  readonly source: string;
  readonly validFrom: LocalDate;
}

const ROW = {
  rowId: col.id<'kpi_target_row'>(),
  id: col.id<'kpi_target'>(),
  code: col.oneOf(TARGET_CODES),
  name: col.text,
  targetValue: col.int.orNull,
  dueOn: col.date,
  source: col.text,
  validFrom: col.date,
  validTo: col.date.orNull,
};
type TargetRow = RowOf<typeof ROW>;

/** The newest two: what is planned, and what it would follow. */
const NEWEST = statement({
  name: 'coverage.newest-targets',
  sql: `SELECT row_id AS "rowId", id, code, name, target_value AS "targetValue", due_on AS "dueOn", source,
      valid_from AS "validFrom", valid_to AS "validTo"
    FROM kpi_targets WHERE code = :code ORDER BY valid_from DESC LIMIT 2`,
  parameters: { code: 'text' },
  row: ROW,
});

/** The city's promises from a day on; a past day keeps the target it was measured by. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Ends the newest target of its kind on that day and begins the new one; on the same day it corrects it. */
  async changeTarget(actor: Actor, change: TargetChange): Promise<void> {
    requirePermission(actor, 'counting.manage');
    this.requireSense(change);
    await this.database.transaction(async () => {
      const newest = await this.lockNewest(change);
      if (saysTheSame(newest, change)) throw unchanged();
      if (newest.validFrom === change.validFrom) await this.correct(actor, newest, change);
      else await this.begin(actor, newest, change);
      const { code, targetValue, dueOn, source, validFrom } = change;
      await this.audit.record(auditActorOf(actor), {
        action: 'kpi_target.changed',
        subjectType: 'kpi_target',
        subjectId: code,
        detail: {
          from: {
            targetValue: newest.targetValue,
            dueOn: newest.dueOn,
            validFrom: newest.validFrom,
          },
          to: { targetValue, dueOn, validFrom, source },
        },
      });
    });
  }

  private requireSense({ code, targetValue, dueOn, validFrom }: TargetChange): void {
    const problems = {
      ...(validFrom < this.clock.today() && { validFrom: '本日以降の日を選んでください。' }),
      ...(dueOn <= validFrom && { dueOn: '期限は、有効になる日より後の日を選んでください。' }),
      ...(code === 'it_passport_holders' &&
        targetValue === null && { targetValue: '目標の人数を入力してください。' }),
    };
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  }

  /** Before its first day the newest target of a kind can be withdrawn; then the one before it goes on. */
  async withdrawTarget(actor: Actor, code: KpiTarget['code'], validFrom: LocalDate): Promise<void> {
    requirePermission(actor, 'counting.manage');
    await this.database.transaction(async () => {
      await this.lock();
      const [planned, before] = await this.database.all(NEWEST, { code });
      if (planned?.validFrom !== validFrom || before === undefined) throw noTarget();
      if (validFrom <= this.clock.today()) {
        throw new Conflict(
          'kpi_target.has_begun',
          `この目標は${formatDateShort(validFrom)}から有効なため、取りやめられません。改めるときは、目標を変更してください。`,
        );
      }
      await this.supersede(actor, planned);
      await this.supersede(actor, before);
      await this.add(actor, { ...before, validTo: null });
      await this.audit.record(auditActorOf(actor), {
        action: 'kpi_target.withdrawn',
        subjectType: 'kpi_target',
        subjectId: code,
        detail: { targetValue: planned.targetValue, dueOn: planned.dueOn, validFrom },
      });
    });
  }

  private async lockNewest({ code, validFrom }: TargetChange): Promise<TargetRow> {
    await this.lock();
    const newest = await this.database.first(NEWEST, { code });
    if (!newest) throw noTarget();
    if (validFrom < newest.validFrom) {
      throw new InvalidInput({
        validFrom: `${newest.validFrom}から有効な目標が登録済みです。その日以降の日を選んでください。`,
      });
    }
    return newest;
  }

  /** What was planned or written by mistake for the same day is superseded, not changed. */
  private async correct(actor: Actor, newest: TargetRow, change: TargetChange): Promise<void> {
    await this.supersede(actor, newest);
    await this.add(actor, { ...newest, ...change, name: targetName(change) });
  }

  private async begin(actor: Actor, newest: TargetRow, change: TargetChange): Promise<void> {
    await this.supersede(actor, newest);
    await this.add(actor, { ...newest, validTo: change.validFrom });
    const name = targetName(change);
    await this.add(actor, { ...change, id: randomUUID(), name, validTo: null });
  }

  private async supersede(actor: Actor, { rowId }: TargetRow): Promise<void> {
    await this.database.execute(
      'UPDATE kpi_targets_history SET superseded_at = $2, superseded_by = $3 WHERE row_id = $1',
      [rowId, this.clock.now(), actor.accountId],
    );
  }

  private async add(actor: Actor, row: Omit<TargetRow, 'rowId'>): Promise<void> {
    const { id, code, name, targetValue, dueOn, source, validFrom, validTo } = row;
    await this.database.execute(
      `INSERT INTO kpi_targets_history (id, code, name, target_value, due_on, source, valid_from, valid_to, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        code,
        name,
        targetValue,
        dueOn,
        source,
        validFrom,
        validTo,
        this.clock.now(),
        actor.accountId,
      ],
    );
  }

  private async lock(): Promise<void> {
    await this.database.keepWritersOut('kpi_targets_history');
  }
}

/** A day later the same: nothing would begin on it. On the same day it would correct nothing. */
function saysTheSame(newest: TargetRow, change: TargetChange): boolean {
  return (
    newest.targetValue === change.targetValue &&
    newest.dueOn === change.dueOn &&
    newest.source === change.source
  );
}

function unchanged(): Conflict {
  return new Conflict(
    'kpi_target.unchanged',
    '入力した目標は、登録済みの目標と同じです。登録していません。変えるところを入力し直してください。',
  );
}

function noTarget(): Conflict {
  return new Conflict('coverage.no_target', '目標が登録されていません。画面を開き直してください。');
}
