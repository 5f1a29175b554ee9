import { Injectable } from '@nestjs/common';
import { CountingRuleQueries, TargetQueries } from '@app/coverage';
import { Clock } from '@app/platform';

/** What the city promises today, and how it counts. */
@Injectable()
export class CountingToday {
  constructor(
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
    private readonly clock: Clock,
  ) {}

  async read() {
    const today = this.clock.today();
    const [rule, targets] = await Promise.all([
      this.rules.getRuleOn(today),
      this.targets.listTargetsOn(today),
    ]);
    return { rule, targets };
  }
}
