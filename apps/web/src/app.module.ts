import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccountsModule } from '@app/accounts';
import { QuizzesModule } from '@app/quizzes';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoverageModule } from '@app/coverage';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { type AppConfig, type Clock, PlatformModule } from '@app/platform';
import { RemindersModule } from '@app/reminders';
import { HealthController } from './api/health/health.controller';
import { HomeController } from './pages/home/home.controller';
import { LearningApiController } from './api/learning/learning.controller';
import { AssignmentsController } from './pages/assignments/assignments.controller';
import { NewAssignmentController } from './pages/assignments/new-assignment.controller';
import { AssignmentWithdrawalController } from './pages/assignments/withdrawal.controller';
import { CourseAssetsController } from './pages/courses/course-assets.controller';
import { CoursesController } from './pages/courses/courses.controller';
import { GlossaryController } from './pages/glossary/glossary.controller';
import { LearningController } from './pages/learning/learning.controller';
import { LessonController } from './pages/lesson/lesson.controller';
import { PasswordController } from './pages/sign-in/password.controller';
import { SignInController } from './pages/sign-in/sign-in.controller';
import { OrganizationApiController } from './api/organization/organization.controller';
import { OpenApiController } from './api/openapi/openapi.controller';
import { AccountsController } from './pages/accounts/accounts.controller';
import { NewAccountsController } from './pages/accounts/new-accounts.controller';
import { AuditController } from './pages/audit/audit.controller';
import { QuizController } from './pages/quiz/quiz.controller';
import { QuizReturns } from './pages/quiz/quiz-returns';
import { CountingSettingsController } from './pages/city-settings/counting-settings.controller';
import { OrganizationSettingsController } from './pages/city-settings/organization-settings.controller';
import { CitySettingsController } from './pages/city-settings/overview.controller';
import { CityWordsController } from './pages/city-settings/words.controller';
import { SettingsController } from './pages/settings/settings.controller';
import { ImportsController } from './pages/imports/imports.controller';
import { LeavingsController } from './pages/imports/leavings.controller';
import { PeopleController } from './pages/people/people.controller';
import { UnitsController } from './pages/units/units.controller';
import { CertificationRecordsController } from './api/certification-records/certification-records.controller';
import { ReviewController } from './pages/certification-reviews/review.controller';
import { RevocationController } from './pages/certification-reviews/revocation.controller';
import { ReviewsController } from './pages/certification-reviews/reviews.controller';
import { CertificateReportController } from './pages/certifications/certificate-report.controller';
import { CertificationsController } from './pages/certifications/certifications.controller';
import { ExamBookingController } from './pages/certifications/exam-booking.controller';
import { ExamsController } from './pages/certifications/exams.controller';
import { WithdrawalController } from './pages/certifications/withdrawal.controller';
import { RemindersApiController } from './api/reminders/reminders.controller';
import { MailboxController } from './pages/mailbox/mailbox.controller';
import { RemindersController } from './pages/reminders/reminders.controller';
import { AppointmentsApiController } from './api/appointments/appointments.controller';
import { CoverageApiController } from './api/coverage/coverage.controller';
import { AppointingController } from './pages/appointments/appointing.controller';
import { AppointingPages } from './pages/appointments/appointing.pages';
import { AppointmentsController } from './pages/appointments/appointments.controller';
import { EndingController } from './pages/appointments/ending.controller';
import { CoverageController } from './pages/coverage/coverage.controller';
import { FiguresController } from './pages/coverage/figures.controller';
import { TeamController } from './pages/team/team.controller';
import { Assets } from './shell/assets';
import { ErrorFilter } from './shell/error.filter';
import { FormInterceptor } from './shell/form.interceptor';
import { RouteCheck } from './shell/route-check';
import { WebCommands } from './shell/web-commands';
import { AccountSerializer, StaffNumberStrategy } from './shell/passport';
import { ShellInterceptor } from './shell/shell.interceptor';
import { ShellViews } from './shell/shell.views';
import { SignInGuard } from './shell/sign-in.guard';

const LIBRARIES = [
  DiscoveryModule,
  PassportModule.register({ session: true }),
  AccountsModule,
  CoursesModule,
  QuizzesModule,
  OrganizationModule,
  CertificationsModule,
  RemindersModule,
  AppointmentsModule,
  CoverageModule,
];

/** A route without a row in test/structure/route-matrix.ts fails the build. */
const CONTROLLERS = [
  HealthController,
  SignInController,
  PasswordController,
  HomeController,
  LearningApiController,
  CoursesController,
  CourseAssetsController,
  LessonController,
  LearningController,
  GlossaryController,
  NewAssignmentController,
  AssignmentsController,
  AssignmentWithdrawalController,
  OpenApiController,
  OrganizationApiController,
  UnitsController,
  PeopleController,
  ImportsController,
  LeavingsController,
  SettingsController,
  CitySettingsController,
  CityWordsController,
  OrganizationSettingsController,
  CountingSettingsController,
  NewAccountsController,
  AccountsController,
  AuditController,
  QuizController,
  CertificationRecordsController,
  CertificationsController,
  CertificateReportController,
  WithdrawalController,
  ExamBookingController,
  ExamsController,
  ReviewsController,
  ReviewController,
  RevocationController,
  RemindersController,
  RemindersApiController,
  MailboxController,
  AppointingController,
  AppointmentsController,
  EndingController,
  AppointmentsApiController,
  CoverageController,
  FiguresController,
  CoverageApiController,
  TeamController,
];

const SHELL: Provider[] = [
  Assets,
  ShellViews,
  WebCommands,
  RouteCheck,
  StaffNumberStrategy,
  AccountSerializer,
  QuizReturns,
  AppointingPages,
  { provide: APP_GUARD, useClass: SignInGuard },
  { provide: APP_INTERCEPTOR, useClass: ShellInterceptor },
  { provide: APP_INTERCEPTOR, useClass: FormInterceptor },
  { provide: APP_FILTER, useClass: ErrorFilter },
];

/** The web: pages, forms and the JSON API. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.forRoot(config, clock), ...LIBRARIES],
      controllers: CONTROLLERS,
      providers: SHELL,
    };
  }
}
