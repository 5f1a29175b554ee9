import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  Clock,
  col,
  Database,
  History,
  InvalidInput,
  type LocalDate,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { UNIT_PERIODS } from '../history-tables';
import { UNIT_KINDS } from '../vocabulary';

const FLAG_PERIODS = statement({
  name: 'organization.kpi-flag-periods',
  sql: `SELECT counts, valid_from AS "validFrom" FROM (
      SELECT p.counts_for_leader_kpi AS counts, p.valid_from,
        lag(p.counts_for_leader_kpi) OVER (ORDER BY p.valid_from) AS before
      FROM org_unit_periods p JOIN org_units o ON o.id = p.org_unit_id WHERE o.code = :code
    ) period WHERE before IS DISTINCT FROM counts ORDER BY valid_from DESC`,
  parameters: { code: 'text' },
  row: { counts: col.bool, validFrom: col.date },
});

export type KpiFlagPeriod = RowFrom<typeof FLAG_PERIODS>;

/** In the columns of the table, so that the rows can be written again. */
const PERIODS_OF_UNIT = statement({
  name: 'organization.unit-periods',
  sql: `SELECT p.id, p.org_unit_id, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.sort_order,
      p.valid_from, p.valid_to
    FROM org_unit_periods p JOIN org_units o ON o.id = p.org_unit_id WHERE o.code = :code ORDER BY p.valid_from`,
  parameters: { code: 'text' },
  row: {
    id: col.id<'org_unit_period'>(),
    org_unit_id: col.id<'org_unit'>(),
    name: col.text,
    kana: col.text,
    kind: col.oneOf(UNIT_KINDS),
    parent_org_unit_id: col.id<'org_unit'>().orNull,
    counts_for_leader_kpi: col.bool,
    sort_order: col.int,
    valid_from: col.date,
    valid_to: col.date.orNull,
  },
});

type PeriodRow = RowFrom<typeof PERIODS_OF_UNIT>;

export interface KpiFlagChange {
  readonly unitCode: string;
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
    private readonly history: History,
    private readonly audit: AuditLog,
  ) {}

  /** When the flag changed, newest first; a new name or place alone is no change. */
  async listPeriods(unitCode: string): Promise<readonly KpiFlagPeriod[]> {
    return this.database.all(FLAG_PERIODS, { code: unitCode });
  }

  async changeFlag(by: AuditActor, { unitCode, counts, validFrom }: KpiFlagChange): Promise<void> {
    if (validFrom < this.clock.today()) {
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    }
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('org_unit_periods_history');
      const periods = await this.database.all(PERIODS_OF_UNIT, { code: unitCode });
      const period = periodOn(periods, validFrom);
      if (period.counts_for_leader_kpi === counts) {
        throw new InvalidInput({
          counts: 'この日にはすでにこの扱いです。変更する扱いを選んでください。',
        });
      }
      await this.write(by, periods, { counts, validFrom });
      await this.audit.record(by, {
        action: 'org_unit.kpi_flag_changed',
        subjectType: 'org_unit',
        subjectId: period.org_unit_id,
        detail: { from: period.counts_for_leader_kpi, to: counts, validFrom },
      });
    });
  }

  private async write(
    by: AuditActor,
    periods: readonly PeriodRow[],
    { counts, validFrom }: { readonly counts: boolean; readonly validFrom: LocalDate },
  ): Promise<void> {
    const flagged = { counts_for_leader_kpi: counts };
    const later = periods.filter(
      (row) => row.valid_from >= validFrom && row.counts_for_leader_kpi !== counts,
    );
    const split = periods.filter((row) => row.valid_from < validFrom && endsAfter(row, validFrom));
    await this.history.write(UNIT_PERIODS, by, {
      replace: [
        ...later.map((row) => ({ ...row, ...flagged })),
        ...split.map((row) => ({ ...row, valid_to: validFrom })),
      ],
      insert: split.map((row) => ({
        ...row,
        ...flagged,
        id: randomUUID(),
        valid_from: validFrom,
      })),
    });
  }
}

function periodOn(periods: readonly PeriodRow[], day: LocalDate): PeriodRow {
  const period = periods.find((row) => row.valid_from <= day && endsAfter(row, day));
  if (period) return period;
  if (periods.length === 0) throw new NotFound();
  throw new InvalidInput({
    validFrom: 'この日には、この所属がありません。存在する日を選んでください。',
  });
}

function endsAfter(row: PeriodRow, day: LocalDate): boolean {
  return row.valid_to === null || row.valid_to > day;
}
