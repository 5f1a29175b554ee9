import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QuizzesModule } from '@app/quizzes';
import { AssignedEnrollment } from './assignment/assigned-enrollment.entity';
import { AssignmentQueries } from './assignment/assignments.queries';
import { AssignmentsService } from './assignment/assignments.service';
import { AudienceQueries } from './assignment/audience.queries';
import { CourseAssignment } from './assignment/course-assignment.entity';
import { ExemptionsService } from './assignment/exemptions.service';
import { Obligations } from './assignment/obligations.service';
import { PublishCoursesService } from './content/publish-courses.service';
import { CourseAsset } from './course/course-asset.entity';
import { CourseVersionQuestion } from './course/course-version-question.entity';
import { CourseVersion } from './course/course-version.entity';
import { Course } from './course/course.entity';
import { CoursesQueries } from './course/courses.queries';
import { GlossaryTerm } from './course/glossary-term.entity';
import { GlossaryQueries } from './course/glossary.queries';
import { Lesson } from './course/lesson.entity';
import { LessonsQueries } from './course/lessons.queries';
import { QuizCourseQueries } from './course/quiz-courses.queries';
import { CompletionService } from './enrollment/completion.service';
import { Enrollment } from './enrollment/enrollment.entity';
import { EnrollmentQueries } from './enrollment/enrollments.queries';
import { EnrollmentsService } from './enrollment/enrollments.service';
import { LearningRecordQueries } from './enrollment/learning-records.queries';
import { LessonCheckAnswer } from './enrollment/lesson-check-answer.entity';
import { LessonProgress } from './enrollment/lesson-progress.entity';
import { MandatoryQueries } from './enrollment/mandatory.queries';
import { OwnEnrollments } from './enrollment/own-enrollments.service';

const ENTITIES = [
  AssignedEnrollment,
  Course,
  CourseAsset,
  CourseAssignment,
  CourseVersion,
  CourseVersionQuestion,
  Enrollment,
  GlossaryTerm,
  Lesson,
  LessonCheckAnswer,
  LessonProgress,
];

const PUBLIC_SERVICES = [
  AssignmentQueries,
  AssignmentsService,
  CoursesQueries,
  EnrollmentQueries,
  EnrollmentsService,
  ExemptionsService,
  GlossaryQueries,
  LearningRecordQueries,
  LessonsQueries,
  MandatoryQueries,
  PublishCoursesService,
  QuizCourseQueries,
];

/** What is taught, who must learn it, and how far everybody is. */
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES), QuizzesModule],
  providers: [...PUBLIC_SERVICES, AudienceQueries, CompletionService, Obligations, OwnEnrollments],
  exports: PUBLIC_SERVICES,
})
export class CoursesModule {}
