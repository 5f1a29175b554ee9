import { Module } from '@nestjs/common';
import { CoverageQueries } from './figures/coverage.queries';
import { FigurePeopleQueries } from './figures/figure-people.queries';
import { CountingRuleQueries } from './rule/counting-rules.queries';
import { TeamQueries } from './team/team.queries';

@Module({
  providers: [CountingRuleQueries, CoverageQueries, FigurePeopleQueries, TeamQueries],
  exports: [CountingRuleQueries, CoverageQueries, FigurePeopleQueries, TeamQueries],
})
export class CoverageModule {}
