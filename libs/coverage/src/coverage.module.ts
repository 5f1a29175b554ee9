import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { CandidateFigureQueries } from './figures/candidates.queries';
import { CountedPeopleQueries } from './figures/counted-people.queries';
import { CoverageQueries } from './figures/coverage.queries';
import { FigurePeopleQueries } from './figures/figure-people.queries';
import { CoverageChange } from './figures/coverage-change';
import { HoldersOverTimeQueries } from './figures/holders-over-time.queries';
import { RuleComparisonQueries } from './figures/rule-comparison.queries';
import { MandatoryFigureQueries } from './figures/mandatory-figures.queries';
import { HeadCountFactsQueries } from './forecast/head-count-facts.queries';
import { HeadCountForecastQueries } from './forecast/head-count-forecasts.queries';
import { HeadCountForecastsService } from './forecast/head-count-forecasts.service';
import { CoverageOutlookQueries } from './outlook/coverage-outlook.queries';
import { CountingRuleQueries } from './rule/counting-rules.queries';
import { CountingRulesService } from './rule/counting-rules.service';
import { TargetStandingQueries } from './target/target-standings.queries';
import { TargetValuesService } from './target/target-values.service';
import { TargetQueries } from './target/target.queries';
import { TargetsService } from './target/targets.service';
import { BenchQueries } from './bench/bench.queries';
import { CandidatePaths } from './bench/candidate-paths';
import { OpeningQueries } from './bench/openings.queries';
import { HandoverQueries } from './handover/handovers.queries';
import { HandoversWaiting } from './handover/handovers-waiting';
import { HandoversService } from './handover/handovers.service';
import { FigureCounting } from './snapshot/figure-counting';
import { FigureSnapshotQueries } from './snapshot/figure-snapshots.queries';
import { DepartmentQueries } from './figures/departments.queries';
import { TrendQueries } from './snapshot/trends.queries';
import { UnitMonthQueries } from './snapshot/unit-months.queries';
import { FigureSnapshotsService } from './snapshot/figure-snapshots.service';
import { OpenDataService } from './open-data/open-data.service';
import { MakePublications } from './publication/make-publications.service';
import { ReportPapers } from './publication/report-papers';
import { PublicationCounting } from './publication/publication-counting';
import { PublicationQueries } from './publication/publications.queries';
import { PublicationsService } from './publication/publications.service';
import { TeamCandidateQueries } from './team/team-candidates.queries';
import { DraftEffectsService } from './draft/draft-effects.service';
import { DraftPlays } from './draft/draft-plays';
import { DraftVacancyQueries } from './draft/draft-vacancies';
import { DraftSwapQueries } from './draft/swaps/draft-swaps';
import { SwapFinder } from './draft/swaps/swap-finder';
import { UnitPathQueries } from './bench/unit-paths.queries';
import { TeamQueries } from './team/team.queries';

const PROVIDERS = [
  BenchQueries,
  CandidateFigureQueries,
  CandidatePaths,
  CountingRuleQueries,
  CountingRulesService,
  CoverageOutlookQueries,
  CoverageQueries,
  FigurePeopleQueries,
  FigureSnapshotQueries,
  DepartmentQueries,
  DraftEffectsService,
  TrendQueries,
  UnitMonthQueries,
  FigureSnapshotsService,
  HandoverQueries,
  HandoversService,
  HeadCountForecastQueries,
  HeadCountForecastsService,
  CoverageChange,
  HoldersOverTimeQueries,
  MandatoryFigureQueries,
  MakePublications,
  OpenDataService,
  OpeningQueries,
  PublicationQueries,
  PublicationsService,
  ReportPapers,
  RuleComparisonQueries,
  TargetQueries,
  TargetStandingQueries,
  TargetsService,
  TargetValuesService,
  TeamCandidateQueries,
  TeamQueries,
];

@Module({
  imports: [
    AppointmentsModule,
    CertificationsModule,
    CoursesModule,
    OrganizationModule,
    WaitingModule,
  ],
  providers: [
    ...PROVIDERS,
    CountedPeopleQueries,
    DraftPlays,
    DraftVacancyQueries,
    DraftSwapQueries,
    SwapFinder,
    FigureCounting,
    UnitPathQueries,
    HandoversWaiting,
    HeadCountFactsQueries,
    PublicationCounting,
  ],
  exports: PROVIDERS,
})
export class CoverageModule {}
