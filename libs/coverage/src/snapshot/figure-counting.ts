import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@app/platform';
import { CountedPeopleQueries } from '../figures/counted-people.queries';
import { CoverageQueries } from '../figures/coverage.queries';
import { freeze, type FrozenFigures } from './frozen-figures.rules';

/** Counts everything of a day, the way it is written down. */
@Injectable()
export class FigureCounting {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly people: CountedPeopleQueries,
  ) {}

  async countOn(day: LocalDate): Promise<FrozenFigures> {
    const city = await this.coverage.coverageAsOf(day);
    return freeze(city, await this.people.listCounted(city.rule, day));
  }
}
