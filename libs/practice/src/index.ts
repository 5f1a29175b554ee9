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
export { EstimateQueries, type ShownEstimate } from './estimate/estimates.queries';
export { FitQuestionsService } from './estimate/fit-questions.service';
export { FIT_QUESTIONS } from './practice.jobs';
export { examBlueprint } from './syllabus/exam-blueprint';
