import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WaitingModule } from '@app/access';
import { OrganizationModule } from '@app/organization';
import { QuizzesModule } from '@app/quizzes';
import { AssignmentUnitQueries } from './assignment/assignment-units.queries';
import { AssignmentQueries } from './assignment/assignments.queries';
import { AssignmentsService } from './assignment/assignments.service';
import { AudienceQueries } from './assignment/audience.queries';
import { ExemptionRows } from './assignment/exemption-rows';
import { ExemptionsService } from './assignment/exemptions.service';
import { OverlapQueries } from './assignment/overlaps.queries';
import { MissingEditionQueries } from './assignment/missing-editions.queries';
import { YearCourseQueries } from './assignment/year-courses.queries';
import { ClosingQueries } from './closing/closings.queries';
import { ClosingsService } from './closing/closings.service';
import { PublishCoursesService } from './content/publish-courses.service';
import { CourseAsset } from './course/course-asset.entity';
import { CourseVersionQuestion } from './course/course-version-question.entity';
import { CourseVersion } from './course/course-version.entity';
import { Course } from './course/course.entity';
import { CourseLabelQueries } from './course/course-labels.queries';
import { CoursesQueries } from './course/courses.queries';
import { GlossaryQueries } from './course/glossary.queries';
import { Lesson } from './course/lesson.entity';
import { LessonsQueries } from './course/lessons.queries';
import { QuizCourseQueries } from './course/quiz-courses.queries';
import { CoursesWaiting } from './enrollment/courses-waiting';
import { CompletionService } from './enrollment/completion.service';
import { ClosedLearningQueries } from './enrollment/closed-learning.queries';
import { CourseDropsService } from './enrollment/course-drops.service';
import { EnrollmentQueries } from './enrollment/enrollments.queries';
import { EnrollmentsService } from './enrollment/enrollments.service';
import { HasteQueries } from './enrollment/haste.queries';
import { LearningRecordQueries } from './enrollment/learning-records.queries';
import { MandatoryQueries } from './enrollment/mandatory.queries';
import { PersonLearningQueries } from './enrollment/person-learning.queries';
import { OwnEnrollments } from './enrollment/own-enrollments.service';
import { AssignmentsUndo } from './assignment/assignments-undo';
import { MandatoryChange } from './assignment/mandatory-change';
import { JoinedLearning } from './joining/joined-learning';
import { PromptsService } from './prompting/prompts.service';
import { JoinedLearningQueries } from './joining/joined-learning.queries';

const ENTITIES = [Course, CourseAsset, CourseVersion, CourseVersionQuestion, Lesson];

const PUBLIC_SERVICES = [
  AssignmentQueries,
  AssignmentUnitQueries,
  AssignmentsService,
  ClosedLearningQueries,
  ClosingQueries,
  ClosingsService,
  CourseDropsService,
  CourseLabelQueries,
  CoursesQueries,
  EnrollmentQueries,
  EnrollmentsService,
  ExemptionsService,
  GlossaryQueries,
  HasteQueries,
  LearningRecordQueries,
  LessonsQueries,
  MandatoryQueries,
  MissingEditionQueries,
  YearCourseQueries,
  PersonLearningQueries,
  PromptsService,
  PublishCoursesService,
  QuizCourseQueries,
];

/** What is taught, who must learn it, and how far everybody is. */
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES), OrganizationModule, QuizzesModule, WaitingModule],
  providers: [
    ...PUBLIC_SERVICES,
    AudienceQueries,
    CompletionService,
    OverlapQueries,
    ExemptionRows,
    AssignmentsUndo,
    MandatoryChange,
    JoinedLearning,
    JoinedLearningQueries,
    OwnEnrollments,
    CoursesWaiting,
  ],
  exports: PUBLIC_SERVICES,
})
export class CoursesModule {}
