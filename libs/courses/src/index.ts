export {
  AssignmentQueries,
  type AssignmentPeopleFilter,
  type AssignmentPersonRow,
  type AssignmentRow,
  type CourseChoice,
  LEFT_OUT,
  type UnitChoice,
  type WithdrawalPreview,
} from './assignment/assignments.queries';
export { type MissingEdition, MissingEditionQueries } from './assignment/missing-editions.queries';
export {
  AssignmentsService,
  type AudienceInput,
  type NewAssignment,
  type NewAssignmentPreview,
} from './assignment/assignments.service';
export { AUDIENCE_KINDS, type AudienceKind } from './assignment/audience.queries';
export {
  assignableFiscalYears,
  DAYS_FOR_NEWCOMERS,
  isWithdrawalUndoable,
} from './assignment/assignment.rules';
export { type OverlapRow } from './assignment/overlaps.queries';
export { type AssignmentCycle } from './assignment/shown-year.sql';
export { type LearningKey } from './assignment/exemption-rows';
export {
  type AssignmentUnitRow,
  AssignmentUnitQueries,
} from './assignment/assignment-units.queries';
export { type MandatoryOfYear, YearCourseQueries } from './assignment/year-courses.queries';
export { ExemptionsService } from './assignment/exemptions.service';
export {
  type ClosingFigures,
  ClosingQueries,
  type ClosingRow,
  type OpenObligationRow,
  WHY_OPEN,
  type WhyOpen,
} from './closing/closings.queries';
export { ClosingsService } from './closing/closings.service';
export { type BlindSelection, blindPaperOf, bankReports } from './content/author-tools';
export { type BlindPaper, type BlindScore, scoreBlind } from './content/blind.rules';
export { type CheckReport, checkCourses } from './content/check-courses';
export { numberIn } from './content/choice-text.rules';
export { copyCourse, type CourseCopy } from './content/copy-course';
export { type Problem, problemText } from './content/problem';
export {
  type CourseOutcome,
  PublishCoursesService,
  type PublishReport,
} from './content/publish-courses.service';
export { CourseAsset } from './course/course-asset.entity';
export { CourseVersionQuestion } from './course/course-version-question.entity';
export { CourseVersion } from './course/course-version.entity';
export { Course } from './course/course.entity';
export { COURSE_PROMISE_SQL, COURSE_PROMISES, type CoursePromise } from './course/course-promise';
export { CourseLabelQueries } from './course/course-labels.queries';
export {
  type AssetRow,
  type CatalogueRow,
  type CourseLessonRow,
  type CoursePageRow,
  CoursesQueries,
} from './course/courses.queries';
export {
  type GlossaryFilter,
  GlossaryQueries,
  type GlossaryRow,
  type TermLessonRow,
} from './course/glossary.queries';
export { KANA_ROWS, type KanaRow, kanaRowOf } from './course/kana-rows';
export { Lesson } from './course/lesson.entity';
export {
  type CheckAnswerRow,
  type LessonCheck,
  type LessonPageRow,
  LessonsQueries,
} from './course/lessons.queries';
export { QuizCourseQueries } from './course/quiz-courses.queries';
export {
  CourseCompleted,
  CoursePublished,
  type QuestionOfEdition,
  SyllabiPublished,
} from './courses.events';
export {
  type ClosedLearningRow,
  ClosedLearningQueries,
} from './enrollment/closed-learning.queries';
export { CoursesModule } from './courses.module';
export {
  fiscalYearOfRecord,
  LEARNING_STATES,
  type LearningFacts,
  type LearningState,
  lastDueDateOver,
  learningStateOf,
  quizKeyOf,
} from './enrollment/enrollment.rules';
export { CourseDropsService } from './enrollment/course-drops.service';
export { EnrollmentQueries, type OwnLearningRow } from './enrollment/enrollments.queries';
export {
  type AnswerCheck,
  type CompleteLesson,
  EnrollmentsService,
  type LessonAddress,
  type LessonCompleted,
} from './enrollment/enrollments.service';
export { HasteQueries, type HasteRow } from './enrollment/haste.queries';
export {
  LearningRecordQueries,
  type LearningRecordRow,
} from './enrollment/learning-records.queries';
export { type CountedStaff } from './enrollment/counted-staff.sql';
export {
  type MandatoryCount,
  type MandatoryFilter,
  MandatoryQueries,
  type MandatoryRow,
  type UnitMandatoryCount,
} from './enrollment/mandatory.queries';
export {
  type CompletedCourseRow,
  PersonLearningQueries,
  type SeenLearning,
} from './enrollment/person-learning.queries';
export {
  isOpen,
  type ObligationDay,
  obligationId,
  notWithdrawn,
  obligationsSql,
  type ObligationScope,
  onDayOf,
} from './obligation/obligation.sql';
export { courseLink, obligationTitle } from './obligation/obligation-title.sql';
export {
  AUDIENCE_WORDS,
  FINISHED_AFTER_CLOSING,
  LEARNING_STATE_WORDS,
  learningStateWord,
  OBLIGATION_WORDS,
  WHY_OPEN_WORDS,
  WITHDRAWN_WORD,
} from './vocabulary';
export { PromptsService } from './prompting/prompts.service';
export { type Syllabus } from './content/course-files.schema';
