import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, diffDays, type LocalDate } from '@app/platform';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { datedTargetOf, TargetQueries } from '../target/target.queries';
import { HeadCountFactsQueries } from './head-count-facts.queries';
import {
  FORECAST_METHOD,
  forecastHeadCount,
  isForeseeable,
  RUNS,
} from './head-count-forecast.rules';

const KEEP = `
  INSERT INTO head_count_forecasts (id, made_on, made_at, due_on, target, rule_version, method, seed, runs, facts, forecast)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT ON CONSTRAINT head_count_forecasts_once DO NOTHING`;
const BEGINNING: LocalDate = '2000-01-01';

/** Makes and keeps the forecast of the number of holders. For the worker: it counts for a second. */
@Injectable()
export class HeadCountForecastsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
    private readonly facts: HeadCountFactsQueries,
  ) {}

  /**
   * Today's, unless it was made already for the same target by the same rule; returns whether one was kept. The seed is the day:
   * the same facts give the same forecast.
   */
  async run(): Promise<boolean> {
    const now = this.clock.now();
    const on = this.clock.today();
    const promise = datedTargetOf(await this.targets.listTargetsOn(on), 'it_passport_holders');
    if (!promise || promise.targetValue === null) return false;
    const { targetValue: target, dueOn } = promise;
    const rule = await this.rules.getRuleOn(on);
    const facts = await this.facts.factsOn(on, rule, { target, dueOn });
    if (!isForeseeable(facts)) return false;
    const seed = diffDays(BEGINNING, on);
    const forecast = forecastHeadCount(facts, { seed });
    await this.database.execute(KEEP, [
      ...[randomUUID(), on, now, dueOn, target, rule.version, FORECAST_METHOD, seed, RUNS],
      ...[JSON.stringify(facts), JSON.stringify(forecast)],
    ]);
    return true;
  }
}
