import { Injectable } from '@nestjs/common';
import { col, Database, diffDays, type LocalDate, type RowFrom, statement } from '@app/platform';
import { headCountForecast } from './head-count-forecast.rules';

const ROW = {
  madeOn: col.date,
  dueOn: col.date,
  target: col.int,
  ruleVersion: col.int,
  method: col.int,
  runs: col.int,
  seed: col.bigint,
  forecast: col.json(headCountForecast),
};
const COLUMNS = `f.made_on AS "madeOn", f.due_on AS "dueOn", f.target, f.rule_version AS "ruleVersion", f.method, f.runs, f.seed, f.forecast`;

const NEWEST = statement({
  name: 'coverage.newest-head-count-forecast',
  sql: `SELECT ${COLUMNS} FROM head_count_forecasts f WHERE f.made_on <= :on ORDER BY f.made_on DESC, f.made_at DESC, f.id LIMIT 1`,
  parameters: { on: 'date' },
  row: ROW,
});

/** The first of each month stands for it. */
const MONTHLY = statement({
  name: 'coverage.monthly-head-count-forecasts',
  sql: `SELECT DISTINCT ON (date_trunc('month', f.made_on)) ${COLUMNS} FROM head_count_forecasts f
    WHERE f.made_on <= :on ORDER BY date_trunc('month', f.made_on) DESC, f.made_on, f.made_at, f.id LIMIT :limit OFFSET :offset`,
  parameters: { on: 'date', limit: 'integer', offset: 'integer' },
  row: ROW,
});

export type KeptForecast = RowFrom<typeof NEWEST>;

/** An older one says nothing of the day: the worker makes one every night. */
const FRESH_DAYS = 31;

/** What was foreseen, as it was said then; a past day is answered by what had been said by then. */
@Injectable()
export class HeadCountForecastQueries {
  constructor(private readonly database: Database) {}

  /** The newest that was made until the day. */
  async newestUntil(on: LocalDate): Promise<KeptForecast | null> {
    return this.database.first(NEWEST, { on });
  }

  /** The newest that was made until the day, if it is of the month before and of the same target. */
  async foreseenOn(
    on: LocalDate,
    target: { readonly targetValue: number | null; readonly dueOn: LocalDate } | null,
  ): Promise<KeptForecast | null> {
    const kept = await this.newestUntil(on);
    if (kept === null || diffDays(kept.madeOn, on) > FRESH_DAYS) return null;
    return kept.target === target?.targetValue && kept.dueOn === target.dueOn ? kept : null;
  }

  /** One of each month until the day, newest first. */
  async listMonthly(on: LocalDate, page: { limit: number; offset: number }) {
    return this.database.all(MONTHLY, { on, ...page });
  }
}
