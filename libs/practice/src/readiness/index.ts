export {
  type AbilityModel,
  type AbilityState,
  addAnswer,
  advanceAbility,
  type FirstAnswer,
  startAbility,
} from './ability.rules';
export {
  fitGrowth,
  type Growth,
  type GrowthFit,
  type Refit,
  refitAbility,
} from './ability-refit.rules';
export { AUTHOR_SD, authorDifficulty, type AuthorLevel } from './author-difficulty.rules';
export {
  blueprintOn,
  type DifficultySpread,
  type ExamBlueprint,
  type FieldBlueprint,
  type MiddleShare,
  scoredOf,
} from './blueprint';
export {
  abilityAt,
  type BookingMonth,
  bookingMonth,
  type BookingQuestion,
} from './booking-month.rules';
export { type Field, FIELDS, forFields, type Triple } from './fields';
export {
  difficultySpread,
  type FirstExposures,
  type FitOptions,
  fitItems,
  type ItemFit,
  type ItemPrior,
} from './item-fit.rules';
export {
  type ChoiceStatistics,
  type Drift,
  ITEM_LIMITS,
  type ItemAnswer,
  type ItemFlag,
  type ItemKey,
  type ItemStatistics,
  itemStatistics,
  ITEM_FLAGS,
} from './item-statistics.rules';
export {
  type MiddleCount,
  type MiddleGain,
  type MiddleQuestion,
  middlesByGain,
} from './next-middles.rules';
export {
  modelFor,
  type PassChance,
  passChance,
  type Posterior,
  type Range,
} from './pass-chance.rules';
export {
  type CalibrationBand,
  type EstimateScore,
  type PastEstimate,
  scoreEstimates,
} from './past-estimates.rules';
export { READINESS_SETTINGS, type ReadinessSettings } from './readiness-settings';
export { mockEstimate, type MockEstimate, type ScoreEstimate } from './score-estimate.rules';
export {
  LEAST_ANSWERS,
  neededAnswers,
  type NeededAnswers,
  type ShownChance,
  shownChance,
} from './shown-chance.rules';
