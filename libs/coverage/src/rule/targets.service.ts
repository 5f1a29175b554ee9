import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { AuditLog, Clock, Conflict, Database, InvalidInput, type LocalDate } from '@app/platform';
import { targetName } from '../vocabulary';
import type { KpiTarget } from './counting-rules.queries';

export interface TargetChange {
  readonly code: KpiTarget['code'];
  /** Only for a number of holders; "one in every 課" has none. */
  readonly targetValue: number | null;
  readonly dueOn: LocalDate;
  /** Which plan or decision says so. */
  readonly source: string;
  readonly validFrom: LocalDate;
}

interface TargetRow {
  readonly id: string;
  readonly name: string;
  readonly targetValue: number | null;
  readonly dueOn: LocalDate;
  readonly validFrom: LocalDate;
}

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
      if (newest.validFrom === change.validFrom) await this.correct(newest.id, change);
      else await this.begin(newest, change);
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

  private async lockNewest({ code, validFrom }: TargetChange): Promise<TargetRow> {
    const newest = await this.database.queryOne<TargetRow>(
      `SELECT id, name, target_value AS "targetValue", due_on AS "dueOn", valid_from AS "validFrom" FROM kpi_targets
       WHERE code = $1 ORDER BY valid_from DESC LIMIT 1 FOR UPDATE`,
      [code],
    );
    if (!newest) {
      throw new Conflict(
        'coverage.no_target',
        '目標が登録されていません。画面を開き直してください。',
      );
    }
    if (validFrom < newest.validFrom) {
      throw new InvalidInput({
        validFrom: `${newest.validFrom}から有効な目標が登録済みです。その日以降の日を選んでください。`,
      });
    }
    return newest;
  }

  private async correct(id: string, { code, ...change }: TargetChange): Promise<void> {
    await this.database.execute(
      'UPDATE kpi_targets SET name = $2, target_value = $3, due_on = $4, source = $5 WHERE id = $1',
      [
        id,
        targetName({ code, targetValue: change.targetValue }),
        change.targetValue,
        change.dueOn,
        change.source,
      ],
    );
  }

  private async begin(newest: TargetRow, { code, ...change }: TargetChange): Promise<void> {
    const { targetValue, dueOn, source, validFrom } = change;
    await this.database.execute('UPDATE kpi_targets SET valid_to = $2 WHERE id = $1', [
      newest.id,
      validFrom,
    ]);
    await this.database.execute(
      `INSERT INTO kpi_targets (id, code, name, target_value, due_on, source, valid_from)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        randomUUID(),
        code,
        targetName({ code, targetValue }),
        targetValue,
        dueOn,
        source,
        validFrom,
      ],
    );
  }
}
