import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@app/platform';
import { CountedPeopleQueries } from '../figures/counted-people.queries';
import { type CityCoverage, CoverageQueries } from '../figures/coverage.queries';
import { freeze, type FrozenFigures } from './frozen-figures.rules';

/** Counts everything of a day, the way it is written down. */
@Injectable()
export class FigureCounting {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly people: CountedPeopleQueries,
  ) {}

  async countOn(day: LocalDate): Promise<FrozenFigures> {
    return this.frozen(await this.coverage.coverageAsOf(day));
  }

  /** The same of a day that is counted already. */
  async frozen(city: CityCoverage): Promise<FrozenFigures> {
    return freeze(city, await this.people.listCounted(city.rule, city.asOf));
  }
}
