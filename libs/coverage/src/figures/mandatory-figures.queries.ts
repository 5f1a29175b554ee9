import { Injectable } from '@nestjs/common';
import { type CountedStaff, type MandatoryCount, MandatoryQueries } from '@app/courses';
import { col, Database, type LocalDate, type OrgUnitId, statement } from '@app/platform';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { STAFF_FIGURE_SQL, type StaffFigure } from './figure.rules';
import { sourceParameters, STAFF_PARAMETERS, STAFF_SOURCES } from './sources.sql';

const countOf = (figure: StaffFigure): string =>
  `(count(*) FILTER (WHERE ${STAFF_FIGURE_SQL[figure].counted}))::int`;

const PROMISES = statement({
  name: 'coverage.promises',
  sql: `${STAFF_SOURCES}
    SELECT ${countOf('security')} AS "securityMust", ${countOf('security_done')} AS "securityDone",
      ${countOf('ai')} AS "aiMust", ${countOf('ai_done')} AS "aiDone", ${countOf('carried_over')} AS "carriedOver"
    FROM staff`,
  parameters: STAFF_PARAMETERS,
  row: {
    securityMust: col.int,
    securityDone: col.int,
    aiMust: col.int,
    aiDone: col.int,
    carriedOver: col.int,
  },
});

/** The two promises of the plan, each with its own numerator and denominator; never the mix of all courses. */
export interface PromiseFigures {
  readonly security: { readonly done: number; readonly must: number };
  readonly ai: { readonly done: number; readonly must: number };
  /** People with something open of an earlier fiscal year. */
  readonly carriedOver: number;
}

/**
 * The sums of mandatory learning for those whom the counting rule of the day counts: the same people as on the coverage
 * page and on the unit head's page, at the cost of their enrollments only. Who may see which units, the caller says.
 */
@Injectable()
export class MandatoryFigureQueries {
  constructor(
    private readonly database: Database,
    private readonly mandatory: MandatoryQueries,
    private readonly rules: CountingRuleQueries,
  ) {}

  /** Of the whole city, or of the people whose primary posting is in one of the units. */
  async countOn(on: LocalDate, unitIds?: readonly OrgUnitId[]): Promise<MandatoryCount> {
    const counted = await this.countedOn(on);
    return this.mandatory.count({ asOf: on, counted, ...(unitIds && { unitIds }) });
  }

  /** Whom every number of mandatory learning counts on the day; the others are named with the reason. */
  async countedOn(on: LocalDate): Promise<CountedStaff> {
    const rule = await this.rules.getRuleOn(on);
    return {
      employmentTypes: rule.mandatoryEmploymentTypes,
      leavesOutAbsent: rule.excludeAbsent,
    };
  }

  async promisesOn(on: LocalDate): Promise<PromiseFigures> {
    const rule = await this.rules.getRuleOn(on);
    const row = await this.database.only(PROMISES, sourceParameters(on, rule));
    return {
      security: { done: row.securityDone, must: row.securityMust },
      ai: { done: row.aiDone, must: row.aiMust },
      carriedOver: row.carriedOver,
    };
  }
}
