import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { CoursesModule } from '@app/courses';
import { CandidateFigureQueries } from './figures/candidates.queries';
import { CoverageQueries } from './figures/coverage.queries';
import { FigurePeopleQueries } from './figures/figure-people.queries';
import { HoldersOverTimeQueries } from './figures/holders-over-time.queries';
import { RuleComparisonQueries } from './figures/rule-comparison.queries';
import { MandatoryFigureQueries } from './figures/mandatory-figures.queries';
import { CountingRuleQueries } from './rule/counting-rules.queries';
import { CountingRulesService } from './rule/counting-rules.service';
import { TargetsService } from './rule/targets.service';
import { BenchQueries } from './bench/bench.queries';
import { CandidatePaths } from './bench/candidate-paths';
import { OpeningQueries } from './bench/openings.queries';
import { HandoverQueries } from './handover/handovers.queries';
import { HandoversWaiting } from './handover/handovers-waiting';
import { HandoversService } from './handover/handovers.service';
import { TeamCandidateQueries } from './team/team-candidates.queries';
import { TeamQueries } from './team/team.queries';

const PROVIDERS = [
  BenchQueries,
  CandidateFigureQueries,
  CandidatePaths,
  CountingRuleQueries,
  CountingRulesService,
  CoverageQueries,
  FigurePeopleQueries,
  HandoverQueries,
  HandoversService,
  HoldersOverTimeQueries,
  MandatoryFigureQueries,
  OpeningQueries,
  RuleComparisonQueries,
  TargetsService,
  TeamCandidateQueries,
  TeamQueries,
];

@Module({
  imports: [AppointmentsModule, CoursesModule, WaitingModule],
  providers: [...PROVIDERS, HandoversWaiting],
  exports: PROVIDERS,
})
export class CoverageModule {}
