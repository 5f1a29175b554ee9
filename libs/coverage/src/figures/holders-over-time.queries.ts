import { Injectable } from '@nestjs/common';
import { countsAt } from '@app/certifications';
import { isEmployed } from '@app/organization';
import {
  col,
  Database,
  fiscalYearOf,
  fiscalYearStart,
  type LocalDate,
  type RowFrom,
  startOfDay,
  statement,
} from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';

/** From when on the line is drawn: the beginning of the fiscal year before. */
const YEARS_BEFORE = 1;

const DAY_END = `(${startOfDay('d.day + 1')})`;

/** Holders at the end of each day, counted as the figure of that day is. */
const HOLDERS_OVER_TIME = statement({
  name: 'coverage.holders-over-time',
  sql: `WITH d AS (
      SELECT month::date AS day FROM generate_series(:from::date, :on::date, interval '1 month') month
      UNION SELECT :on::date
    ), counted AS (
      SELECT d.day, count(DISTINCT r.person_id) AS holders
      FROM d
      JOIN certifications_counting_as(d.day) k ON k.asked_code = ANY(:holderCodes) AND (k.is_same OR :holderEquivalents)
      JOIN certification_records r ON r.certification_id = k.held_id AND r.reported_at < ${DAY_END} AND ${countsAt('r', DAY_END)}
      WHERE ${isEmployed('r.person_id', 'd.day')}
      GROUP BY d.day
    )
    SELECT d.day, COALESCE(counted.holders, 0)::int AS count
    FROM d LEFT JOIN counted ON counted.day = d.day
    WHERE d.day >= (SELECT min(p.valid_from) FROM postings p)
    ORDER BY d.day`,
  parameters: { from: 'date', on: 'date', holderCodes: 'text[]', holderEquivalents: 'boolean' },
  row: { day: col.date, count: col.int },
});
export type HoldersOnDay = RowFrom<typeof HOLDERS_OVER_TIME>;

/** How the second promise came to where it is. */
@Injectable()
export class HoldersOverTimeQueries {
  constructor(private readonly database: Database) {}

  /**
   * The holders on the first of each month since the fiscal year before began, and on the day itself, all counted
   * by the rule of that day; nothing of days before there were records.
   */
  async holdersUntil(on: LocalDate, rule: CountingRule): Promise<readonly HoldersOnDay[]> {
    const from = fiscalYearStart(fiscalYearOf(on) - YEARS_BEFORE);
    const { holderCertificationCodes: holderCodes, holderEquivalents } = rule;
    return this.database.all(HOLDERS_OVER_TIME, { from, on, holderCodes, holderEquivalents });
  }
}
