import { Injectable } from '@nestjs/common';
import { Clock } from '@app/platform';
import type { CityCoverage } from '../figures/coverage.queries';
import { hasRates } from '../figures/figure.rules';
import { standingOf, type TargetStanding } from './target-standing.rules';
import { TargetQueries } from './target.queries';

/** Every target that holds on a day, against the figures of that day. */
@Injectable()
export class TargetStandingQueries {
  constructor(
    private readonly targets: TargetQueries,
    private readonly clock: Clock,
  ) {}

  /** In the order of the plan. */
  async listStandings(city: CityCoverage): Promise<readonly TargetStanding[]> {
    const { asOf } = city;
    const today = this.clock.today();
    const values = await this.targets.listValuesOn(asOf);
    return city.targets.map((target) =>
      standingOf(target, {
        ...{ city, today, hasRates: hasRates(asOf, today) },
        entered: values.find(({ code }) => code === target.code) ?? null,
      }),
    );
  }
}
