export {
  type ExtraTimePerson,
  ExtraTimeQueries,
  type ExtraTimeRow,
} from './extra-time/extra-time.queries';
export { EXTRA_PERCENTS, ExtraTimeService } from './extra-time/extra-time.service';
export {
  isMockKey,
  MOCK_FORMS,
  type MockChoice,
  mockChoiceOf,
  type MockForm,
} from './mock/mock-choice';
export { type MockAnswerOfMiddle, type MockOfPerson, MockQueries } from './mock/mock.queries';
export {
  type FieldScore,
  missingOf,
  type MockScore,
  reachesLines,
  scoreMock,
  secondsByPosition,
} from './mock/mock-result.rules';
export type { FigureHome, MockPaper, TaughtBy } from './mock/mocks.sql';
export { type MockUse, MockUseQueries } from './mock/mock-use.queries';
export { type MockPreview, MocksService } from './mock/mocks.service';
export { type Ability, abilityOf, type Standing } from './mastery/ability.rules';
export { MasteryQueries } from './mastery/mastery.queries';
export { type Mastery } from './mastery/mastery.rules';
export { type HeldWish, NOTICE_WISHES, type NoticeWish } from './notices/notice-wishes';
export { NoticeWishQueries } from './notices/notice-wishes.queries';
export { NoticeWishesService } from './notices/notice-wishes.service';
export { MockFinished } from './practice.events';
export { PracticeModule } from './practice.module';
export * from './readiness';
export {
  type NewSession,
  PracticeSessionsService,
  type SessionKey,
} from './session/practice-sessions.service';
export { SESSION_KINDS, type SessionKind } from './session/draw.rules';
export { type SessionScope } from './session/session-scope';
export {
  type ItemChange,
  type MiddleChange,
  syllabusChanges,
  type SyllabusChanges,
} from './syllabus/syllabus-changes.rules';
export {
  type BankCount,
  type SyllabusField,
  type SyllabusMiddle,
  SyllabusQueries,
  type SyllabusTree,
} from './syllabus/syllabus.queries';
export {
  type ItemStanding,
  type OpenSession,
  type PracticeCounts,
  type PracticeGlance,
  type PracticePage,
  PracticeQueries,
  type PracticeSummary,
} from './session/practice.queries';
export { EstimatesService } from './estimate/estimates.service';
export { EstimateQueries, type ShownEstimate } from './estimate/estimates.queries';
export { shownEstimatesUntil } from './estimate/shown-estimates.sql';
export { studyingUntil } from './estimate/studying.sql';
export { FitQuestionsService } from './estimate/fit-questions.service';
export {
  LEAST_RESULTS,
  PastEstimateQueries,
  type PastEstimates,
} from './estimate/past-estimates.queries';
export { COUNT_QUESTIONS, FIT_QUESTIONS, RENEW_ESTIMATE } from './practice.jobs';
export {
  FEWEST_PEOPLE,
  QUESTION_PLACES,
  QUESTION_SORTS,
  type QuestionPlace,
  type QuestionSort,
} from './question/listed-questions.sql';
export {
  type QuestionFilter,
  type QuestionList,
  type QuestionRow,
  QuestionStatisticsQueries,
  type QuestionStatisticsRow,
} from './question/question-statistics.queries';
export { QuestionStatisticsService } from './question/question-statistics.service';
export { examBlueprint } from './syllabus/exam-blueprint';
export {
  type OwnSuggestion,
  type SuggestionAct,
  type SuggestionPerson,
  SuggestionQueries,
} from './suggestion/suggestions.queries';
export { SuggestionsService } from './suggestion/suggestions.service';
