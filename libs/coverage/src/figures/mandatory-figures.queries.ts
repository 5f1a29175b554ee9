import { Injectable } from '@nestjs/common';
import { type MandatoryCount, MandatoryQueries } from '@app/courses';
import type { LocalDate } from '@app/platform';
import { CountingRuleQueries } from '../rule/counting-rules.queries';

/**
 * The sums of mandatory learning for those whom the counting rule of the day counts: the same people as on the coverage
 * page and on the unit head's page, at the cost of their enrollments only. Who may see which units, the caller says.
 */
@Injectable()
export class MandatoryFigureQueries {
  constructor(
    private readonly mandatory: MandatoryQueries,
    private readonly rules: CountingRuleQueries,
  ) {}

  /** Of the whole city, or of the people whose primary posting is in one of the units. */
  async countOn(on: LocalDate, unitIds?: readonly string[]): Promise<MandatoryCount> {
    const rule = await this.rules.getRuleOn(on);
    const counted = {
      employmentTypes: rule.mandatoryEmploymentTypes,
      leavesOutAbsent: rule.excludeAbsent,
    };
    return this.mandatory.count({ asOf: on, counted, ...(unitIds && { unitIds }) });
  }
}
