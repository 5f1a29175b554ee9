import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  Clock,
  Database,
  InvalidInput,
  type LocalDate,
  NotFound,
} from '@app/platform';

export interface KpiFlagPeriod {
  readonly counts: boolean;
  readonly validFrom: LocalDate;
}

export interface KpiFlagChange {
  readonly unitCode: string;
  readonly counts: boolean;
  readonly validFrom: LocalDate;
}

interface PeriodRow {
  readonly id: string;
  readonly orgUnitId: string;
  readonly counts: boolean;
  readonly validFrom: LocalDate;
}

/**
 * Whether a unit must have a leader, from a day on. The period of that day is split, so that past figures keep what
 * held then; periods that are known to begin later follow. An import keeps the flag unless it moves the unit.
 * Who may do it is checked by the caller (the permission `settings.manage`).
 */
@Injectable()
export class UnitKpiFlags {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** When the flag changed, newest first; a new name or place alone is no change. */
  async listPeriods(unitCode: string): Promise<readonly KpiFlagPeriod[]> {
    return this.database.query<KpiFlagPeriod>(
      `SELECT counts, valid_from AS "validFrom" FROM (
         SELECT p.counts_for_leader_kpi AS counts, p.valid_from,
           lag(p.counts_for_leader_kpi) OVER (ORDER BY p.valid_from) AS before
         FROM org_unit_periods p JOIN org_units o ON o.id = p.org_unit_id WHERE o.code = $1
       ) period WHERE before IS DISTINCT FROM counts ORDER BY valid_from DESC`,
      [unitCode],
    );
  }

  async changeFlag(by: AuditActor, { unitCode, counts, validFrom }: KpiFlagChange): Promise<void> {
    if (validFrom < this.clock.today()) {
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    }
    await this.database.transaction(async () => {
      await this.database.query('LOCK TABLE org_unit_periods IN SHARE ROW EXCLUSIVE MODE');
      const period = await this.periodOn(unitCode, validFrom);
      if (period.counts === counts) {
        throw new InvalidInput({
          counts: 'この日にはすでにこの扱いです。変更する扱いを選んでください。',
        });
      }
      if (period.validFrom < validFrom) await this.split(period, validFrom);
      await this.database.execute(
        'UPDATE org_unit_periods SET counts_for_leader_kpi = $3 WHERE org_unit_id = $1 AND valid_from >= $2',
        [period.orgUnitId, validFrom, counts],
      );
      await this.audit.record(by, {
        action: 'org_unit.kpi_flag_changed',
        subjectType: 'org_unit',
        subjectId: period.orgUnitId,
        detail: { from: period.counts, to: counts, validFrom },
      });
    });
  }

  private async periodOn(unitCode: string, day: LocalDate): Promise<PeriodRow> {
    const period = await this.database.queryOne<PeriodRow>(
      `SELECT p.id, p.org_unit_id AS "orgUnitId", p.counts_for_leader_kpi AS counts, p.valid_from AS "validFrom"
       FROM org_unit_periods p JOIN org_units o ON o.id = p.org_unit_id
       WHERE o.code = $1 AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)`,
      [unitCode, day],
    );
    if (period) return period;
    if (await this.database.queryOne('SELECT 1 FROM org_units WHERE code = $1', [unitCode])) {
      throw new InvalidInput({
        validFrom: 'この日には、この所属がありません。存在する日を選んでください。',
      });
    }
    throw new NotFound();
  }

  private async split(period: PeriodRow, day: LocalDate): Promise<void> {
    const old = await this.database.queryOne<{ validTo: LocalDate | null }>(
      'SELECT valid_to AS "validTo" FROM org_unit_periods WHERE id = $1',
      [period.id],
    );
    await this.database.execute('UPDATE org_unit_periods SET valid_to = $2 WHERE id = $1', [
      period.id,
      day,
    ]);
    await this.database.execute(
      `INSERT INTO org_unit_periods (id, org_unit_id, name, kana, kind, parent_org_unit_id, counts_for_leader_kpi,
         sort_order, valid_from, valid_to)
       SELECT $2, org_unit_id, name, kana, kind, parent_org_unit_id, counts_for_leader_kpi, sort_order, $3, $4
       FROM org_unit_periods WHERE id = $1`,
      [period.id, randomUUID(), day, old?.validTo ?? null],
    );
  }
}
