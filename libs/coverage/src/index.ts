export { CoverageModule } from './coverage.module';
export {
  beforeRecordsText,
  CoverageQueries,
  type CityCoverage,
  type HolderPromise,
  type LeaderPromise,
} from './figures/coverage.queries';
export {
  type CoverageRisk,
  type CourseLine,
  endOfSole,
  type EndOfPresence,
  type FiguresOfPeople,
  type OutsideRow,
  type Responsible,
  type RoleHolder,
  type RoleVacancy,
  SOLE_MONTHS,
  type SoleMonths,
  isVacantOn,
  lacksLeaders,
  type UnitCoverage,
  UNIT_STATES,
  type UnitState,
  type UnitVacancy,
  vacanciesLongestFirst,
} from './figures/coverage.rules';
export {
  hasRates,
  isCourseFigure,
  isPeopleFigure,
  isUnitFigure,
  LEFT_OUT_OF_RATE,
  type LeftOutCounts,
  type LeftOutReason,
  type PeopleFigure,
  type Rate,
  type RateName,
  rateOf,
  RATES,
  STAFF_FIGURES,
  type UnitFigure,
} from './figures/figure.rules';
export {
  FigurePeopleQueries,
  NO_UNIT,
  PEOPLE_PAGE_SIZE,
  type PeopleBehind,
  type PersonBehind,
} from './figures/figure-people.queries';
export { type HoldersOnDay, HoldersOverTimeQueries } from './figures/holders-over-time.queries';
export {
  type Department,
  DepartmentQueries,
  OUTSIDE_DEPARTMENTS,
} from './figures/departments.queries';
export { type DepartmentRow, departmentRows } from './figures/department-rows.rules';
export { previewMark } from './figures/preview-mark.rules';
export {
  COMPARED_FIGURES,
  type ComparedFigure,
  type CountedPerson,
} from './figures/counted-people.queries';
export { type RuleComparison, RuleComparisonQueries } from './figures/rule-comparison.queries';
export {
  MandatoryFigureQueries,
  type OpenLearning,
  type PromiseFigures,
} from './figures/mandatory-figures.queries';
export { type Bench, type BenchFilter, BenchQueries, type BenchRow } from './bench/bench.queries';
export { BENCH_SORTS, type BenchSort } from './bench/bench.sql';
export { type CandidatePath, CandidatePaths } from './bench/candidate-paths';
export { type Opening, OpeningQueries } from './bench/openings.queries';
export { type OpeningKind } from './bench/openings.rules';
export {
  type CoverageOutlook,
  CoverageOutlookQueries,
  type OneShortList,
  type OutlookFilter,
  type OutlookRow,
} from './outlook/coverage-outlook.queries';
export { type OneShort } from './outlook/one-short.rules';
export {
  type NamedStretch,
  OUTLOOK_SORTS,
  OUTLOOK_STATES,
  type OutlookSort,
  type OutlookState,
  SHORT_SORTS,
  type ShortSort,
} from './outlook/outlook.sql';
export { isOpenHandover, itemsOf } from './handover/handover.rules';
export { type Handover, HandoverQueries } from './handover/handovers.queries';
export { HandoversService } from './handover/handovers.service';
export { CandidateFigureQueries } from './figures/candidates.queries';
export { type Candidates, candidatesSentence } from './forecast/candidates.rules';
export {
  forecastSentence,
  type PaceQuestion,
  paceSentence,
  timesOfHundred,
} from './forecast/forecast-words.rules';
export { CountingRuleQueries } from './rule/counting-rules.queries';
export { CountingRulesService, type NewRuleVersion } from './rule/counting-rules.service';
export {
  LEADER_POSTS,
  MANDATORY_STAFF,
  type RuleSwitches,
  switchesOf,
} from './rule/rule-switches.rules';
export {
  activeText,
  aiEverText,
  aiText,
  carriedOverText,
  type CountingRule,
  courseText,
  coveredWords,
  leadersText,
  mandatoryText,
  otherCertificatesText,
  riskWords,
  ruleLabel,
  ruleSentences,
  ruleValidity,
  securityText,
  supportersText,
  unitsText,
  vacantWords,
} from './rule/counting-rule.rules';
export {
  type TeamCandidate,
  TeamCandidateQueries,
  type TeamCandidates,
} from './team/team-candidates.queries';
export {
  type HeadedUnits,
  type Team,
  type TeamFilter,
  TeamQueries,
  type TeamUnit,
  UNFINISHED,
  WHOLE_TEAM,
} from './team/team.queries';
export {
  TEAM_SORTS,
  TEAM_STANDINGS,
  type TeamAsked,
  type TeamCounts,
  type TeamCourse,
  type TeamMember,
  type TeamSort,
  type TeamStanding,
} from './team/team-members.sql';
export {
  END_OF_PRESENCE_WORDS,
  figureName,
  LATE_FACT_WORDS,
  LEFT_OUT_WORDS,
  PEOPLE_FIGURE_WORDS,
  RATE_WORDS,
  UNIT_FIGURE_WORDS,
  UNIT_STATE_WORDS,
} from './vocabulary';
export {
  FORECAST_HEAD_COUNT,
  MAKE_PUBLICATIONS,
  PLAY_DRAFTS,
  WRITE_FIGURES_DOWN,
} from './coverage.jobs';
export {
  DRAFT_FIGURES,
  type DraftCandidate,
  type DraftEffects,
  type DraftFigure,
  type DraftVacancy,
  type EndingTerm,
  type UnitEffect,
  type UnitTurn,
} from './draft/draft-effects.rules';
export type { DraftSwaps, ProposedMove } from './draft/swaps/swap-facts.rules';
export { DraftEffectsService, type KeptEffects } from './draft/draft-effects.service';
export {
  FORECAST_METHOD,
  forecastHeadCount,
  type HeadCountForecast,
} from './forecast/head-count-forecast.rules';
export { type FanDay, type HeadCountFacts, simulateHeadCount } from './forecast/head-count.rules';
export {
  HeadCountForecastQueries,
  type KeptForecast,
} from './forecast/head-count-forecasts.queries';
export { HeadCountForecastsService } from './forecast/head-count-forecasts.service';
export {
  type DifferingFigure,
  type Differences,
  type FigureDifference,
  type TargetPart,
} from './snapshot/differences.rules';
export {
  type FigureSnapshot,
  FigureSnapshotQueries,
  type FiguresOfMonth,
} from './snapshot/figure-snapshots.queries';
export { FigureSnapshotsService } from './snapshot/figure-snapshots.service';
export { TrendQueries, type TrendRow, type TrendTurn } from './snapshot/trends.queries';
export type { FrozenFigures } from './snapshot/frozen-figures.rules';
export {
  type MadePaper,
  REPORT_PAPERS,
  type ReportPaper,
  ReportPapers,
} from './publication/report-papers';
export { MakePublications } from './publication/make-publications.service';
export {
  FILE_KINDS,
  FILE_WORDS,
  type FileKind,
  isNamed,
  mediaType,
} from './publication/publication-files.rules';
export type { DifferingNumber, WhyDifferent } from './publication/later-reasons.rules';
export {
  type ChangedPerson,
  type ChangedTarget,
  type ListedPublication,
  PublicationQueries,
  type PublicationDifferences,
} from './publication/publications.queries';
export {
  type PublicationDraft,
  PublicationsService,
  type Publishing,
} from './publication/publications.service';
export {
  type LaterFact,
  type Publication,
  type PublicationFile,
  PUBLICATION_SORTS,
  type PublicationSort,
} from './publication/publications.sql';
export {
  type PublicationState,
  publicationState,
  type PublishedContent,
} from './publication/published-content.rules';
export {
  OPEN_DATA_LICENCE,
  type OpenDataChange,
  OpenDataService,
  type OpenDataState,
} from './open-data/open-data.service';
export {
  isMetric,
  type Metric,
  METRIC_CODES,
  metricFacts,
  TARGET_KINDS,
  TARGET_SCOPES,
  TARGET_STATUSES,
  type TargetStatus,
} from './target/metrics';
export {
  RATE_OF_METRIC,
  TARGET_STATES,
  type TargetStanding,
  type TargetState,
} from './target/target-standing.rules';
export { TargetStandingQueries } from './target/target-standings.queries';
export { enteredText, TargetValuesService } from './target/target-values.service';
export {
  countingText,
  METRIC_WORDS,
  metricNumber,
  milestoneText,
  TARGET_STATE_WORDS,
  TARGET_STATUS_WORDS,
  targetName,
  targetValueText,
} from './target/target-words';
export {
  type EnteredValue,
  type KpiTarget,
  TargetQueries,
  type ToldTarget,
} from './target/target.queries';
export { type TargetChange, TargetsService } from './target/targets.service';
export { ONLY_TODAY, requireNotPast } from './figures/only-today.rules';
export { noBooksText, yearEndText } from './outlook/outlook-words';
export { type UnitMonth, UnitMonthQueries } from './snapshot/unit-months.queries';
