import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import {
  asKnown,
  col,
  Database,
  fiscalYearOf,
  fiscalYearStart,
  type LocalDate,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { type DatedMetric, type Metric, METRIC_CODES, TARGET_STATUSES } from './metrics';

const milestone = z.object({ fiscalYear: z.int(), value: z.int() });
/** What a target asks for at the end of a fiscal year on the way. */
export type Milestone = Readonly<z.output<typeof milestone>>;

const TARGET = {
  rowId: col.id<'kpi_target_row'>(),
  id: col.id<'kpi_target'>(),
  code: col.oneOf(METRIC_CODES),
  targetValue: col.int.orNull,
  /** Null: every fiscal year. */
  dueOn: col.date.orNull,
  source: col.text,
  page: col.text,
  counting: col.text,
  validFrom: col.date,
  validTo: col.date.orNull,
  milestones: col.json(z.array(milestone).readonly()),
};
/** One promise of the plan, as it holds from a day on. */
export type KpiTarget = RowOf<typeof TARGET>;
export type DatedTarget = KpiTarget & { readonly dueOn: LocalDate };

const TOLD = { recordedAt: col.instant, supersededAt: col.instant.orNull };

const COLUMNS = `t.row_id AS "rowId", t.id, t.code, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.page, t.counting,
    t.valid_from AS "validFrom", t.valid_to AS "validTo",
    COALESCE((SELECT json_agg(json_build_object('fiscalYear', m.fiscal_year, 'value', m.value) ORDER BY m.fiscal_year)
      FROM kpi_target_milestones m WHERE m.target_row_id = t.row_id), '[]'::json) AS milestones`;
const targetsOf = (source: string): string => `SELECT ${COLUMNS} FROM ${source} t`;
const IN_ORDER = `array_position(ARRAY[${METRIC_CODES.map((code) => `'${code}'`).join(', ')}], t.code)`;

const TARGETS_ON = statement({
  name: 'coverage.targets-on',
  sql: `${targetsOf('kpi_targets')} WHERE ${inForce('t', ':on')} ORDER BY ${IN_ORDER}`,
  parameters: { on: 'date' },
  row: TARGET,
});

const TARGETS_AS_KNOWN = statement({
  name: 'coverage.targets-as-known',
  sql: `${targetsOf(asKnown('kpi_targets', ':knownAt'))} WHERE ${inForce('t', ':on')} ORDER BY ${IN_ORDER}`,
  parameters: { on: 'date', knownAt: 'timestamptz' },
  row: TARGET,
});

const TARGETS = statement({
  name: 'coverage.targets',
  sql: `${targetsOf('kpi_targets')} ORDER BY ${IN_ORDER}, t.valid_from DESC`,
  parameters: {},
  row: TARGET,
});

/** What was ever registered of a metric, corrections and withdrawals among it, the newest word first. */
const TOLD_OF = statement({
  name: 'coverage.targets-told',
  sql: `SELECT ${COLUMNS}, t.recorded_at AS "recordedAt", t.superseded_at AS "supersededAt"
    FROM kpi_targets_history t WHERE t.code = :code ORDER BY t.recorded_at DESC, t.valid_from DESC`,
  parameters: { code: 'text' },
  row: { ...TARGET, ...TOLD },
});
export type ToldTarget = RowOf<typeof TARGET & typeof TOLD>;

const VALUE = {
  id: col.id<'kpi_value'>(),
  code: col.oneOf(METRIC_CODES),
  asOf: col.date,
  value: col.int.orNull,
  status: col.oneOf(TARGET_STATUSES).orNull,
  document: col.text,
  note: col.text,
  ...TOLD,
};
/** What the office typed in: from the beginning of the fiscal year up to the day, or how far it is on it. */
export type EnteredValue = RowOf<typeof VALUE>;

const VALUE_COLUMNS = `v.id, v.code, v.as_of AS "asOf", v.value, v.status, v.document, v.note, v.recorded_at AS "recordedAt"`;

const VALUES_ON = statement({
  name: 'coverage.target-values-on',
  sql: `SELECT DISTINCT ON (v.code) ${VALUE_COLUMNS}, NULL::timestamptz AS "supersededAt"
    FROM kpi_values v WHERE v.as_of BETWEEN :from AND :on ORDER BY v.code, v.as_of DESC`,
  parameters: { from: 'date', on: 'date' },
  row: VALUE,
});

const VALUES_OF = statement({
  name: 'coverage.target-values-told',
  sql: `SELECT ${VALUE_COLUMNS}, v.superseded_at AS "supersededAt"
    FROM kpi_values_history v WHERE v.code = :code ORDER BY v.as_of DESC, v.superseded_at IS NOT NULL, v.recorded_at DESC`,
  parameters: { code: 'text' },
  row: VALUE,
});

/** Targets are data with a validity: a past day is measured by the target that was valid then. */
@Injectable()
export class TargetQueries {
  constructor(private readonly database: Database) {}

  async listTargetsOn(on: LocalDate): Promise<readonly KpiTarget[]> {
    return this.database.all(TARGETS_ON, { on });
  }

  /** The targets of a day as they stood in the books at an instant. */
  async listTargetsAsKnown(on: LocalDate, knownAt: Date): Promise<readonly KpiTarget[]> {
    return this.database.all(TARGETS_AS_KNOWN, { on, knownAt });
  }

  /** Every target there was, by metric, newest first. */
  async listTargets(): Promise<readonly KpiTarget[]> {
    return this.database.all(TARGETS, {});
  }

  /** All that was ever said of a metric's target, with when it was said and when no more. */
  async listTold(code: Metric): Promise<readonly ToldTarget[]> {
    return this.database.all(TOLD_OF, { code });
  }

  /** The newest number of each metric that was typed in for the fiscal year of the day, up to the day. */
  async listValuesOn(on: LocalDate): Promise<readonly EnteredValue[]> {
    return this.database.all(VALUES_ON, { from: fiscalYearStart(fiscalYearOf(on)), on });
  }

  /** Every number that was typed in for a metric; what was corrected stands below its correction. */
  async listValuesTold(code: Metric): Promise<readonly EnteredValue[]> {
    return this.database.all(VALUES_OF, { code });
  }
}

/** The target of one of the two large promises: always with a due day (a constraint of the table). */
export function datedTargetOf(
  targets: readonly KpiTarget[],
  metric: DatedMetric,
): DatedTarget | null {
  const found = targets.find(({ code }) => code === metric);
  return found?.dueOn ? { ...found, dueOn: found.dueOn } : null;
}
