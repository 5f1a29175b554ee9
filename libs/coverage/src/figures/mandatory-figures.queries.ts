import { Injectable } from '@nestjs/common';
import {
  type CountedStaff,
  lastDueDateOver,
  type MandatoryCount,
  MandatoryQueries,
} from '@app/courses';
import {
  col,
  Database,
  type LocalDate,
  OfficeCalendars,
  type OrgUnitId,
  statement,
} from '@app/platform';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { STAFF_FIGURE_SQL, type StaffFigure } from './figure.rules';
import { sourceParameters, STAFF_PARAMETERS, STAFF_SOURCES } from './sources.sql';

const countOf = (figure: StaffFigure): string =>
  `(count(*) FILTER (WHERE ${STAFF_FIGURE_SQL[figure].counted}))::int`;

const PROMISES = statement({
  name: 'coverage.promises',
  sql: `${STAFF_SOURCES}
    SELECT ${countOf('security')} AS "securityMust", ${countOf('security_done')} AS "securityDone",
      ${countOf('ai')} AS "aiMust", ${countOf('ai_done')} AS "aiDone", ${countOf('carried_over')} AS "carriedOver",
      ${countOf('mandatory_open')} AS "openPeople",
      (count(*) FILTER (WHERE left_out_by IS NULL AND overdue_count > 0))::int AS "overduePeople",
      (COALESCE(sum(overdue_count) FILTER (WHERE left_out_by IS NULL), 0))::int AS overdue,
      (count(*) FILTER (WHERE left_out_by IN ('on_leave', 'seconded') AND due_count > 0))::int AS absent
    FROM staff`,
  parameters: STAFF_PARAMETERS,
  row: {
    securityMust: col.int,
    securityDone: col.int,
    aiMust: col.int,
    aiDone: col.int,
    carriedOver: col.int,
    openPeople: col.int,
    overduePeople: col.int,
    overdue: col.int,
    absent: col.int,
  },
});

/** What is open of everything mandatory, by the one rule of who is left out. */
export type OpenLearning = Pick<
  MandatoryCount,
  'openPeople' | 'overduePeople' | 'overdue' | 'absent'
>;

/** The two promises of the plan, each with its own numerator and denominator; never the mix of all courses. */
export interface PromiseFigures extends OpenLearning {
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
    private readonly calendars: OfficeCalendars,
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

  /** Of the whole city, in one statement. */
  async promisesOn(on: LocalDate): Promise<PromiseFigures> {
    const [rule, calendar] = await Promise.all([
      this.rules.getRuleOn(on),
      this.calendars.current(),
    ]);
    const sources = sourceParameters(on, rule, lastDueDateOver(calendar, on));
    const row = await this.database.only(PROMISES, sources);
    const { securityDone, securityMust, aiDone, aiMust, ...open } = row;
    return {
      security: { done: securityDone, must: securityMust },
      ai: { done: aiDone, must: aiMust },
      ...open,
    };
  }
}
