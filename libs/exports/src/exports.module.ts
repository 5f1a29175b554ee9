import { Module, type Type } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { RemindersModule } from '@app/reminders';
import type { AnyListSource } from './list/list-source';
import { LIST_SOURCES, ListSources } from './list/list-sources';
import { FileDays } from './order/file-days';
import { FileOrderQueries } from './order/file-orders.queries';
import { FileOrdersService } from './order/file-orders.service';
import { MadeFiles } from './order/made-files';
import { MakeFiles } from './order/make-files.service';
import { MakeReports } from './report/make-reports.service';
import { ReportSchedulesService } from './report/report-schedules.service';
import { AccessSource } from './sources/access.source';
import { AccountsSource } from './sources/accounts.source';
import { ActivitiesSource } from './sources/activities.source';
import { AssignmentPeopleSource } from './sources/assignment-people.source';
import { BenchSource } from './sources/bench.source';
import { CohortPeopleSource } from './sources/cohort-people.source';
import { ExamCandidatesSource } from './sources/exam-candidates.source';
import { NominationsSource } from './sources/nominations.source';
import { OneShortSource } from './sources/one-short.source';
import { PaperNoticesSource } from './sources/paper-notices.source';
import { RegisterSource } from './sources/register.source';
import { RosterSource } from './sources/roster.source';
import { TeamPeopleSource } from './sources/team-people.source';
import { UnitStaffSource } from './sources/unit-staff.source';
import { YearEndSource } from './sources/year-end.source';
import { AppointmentsSource } from './sources/appointments.source';
import { AuditSource } from './sources/audit.source';
import { FigurePeopleSource } from './sources/figure-people.source';
import { ImportRowsSource } from './sources/import-rows.source';
import { ReviewsSource } from './sources/reviews.source';
import { PeopleSource } from './sources/people.source';
import { LedgerSource, UpcomingSource } from './sources/reminders.source';

/** Every list that may grow too long for a page's own files. */
const SOURCES: readonly Type<AnyListSource>[] = [
  AccessSource,
  AccountsSource,
  ActivitiesSource,
  AppointmentsSource,
  AssignmentPeopleSource,
  AuditSource,
  BenchSource,
  CohortPeopleSource,
  ExamCandidatesSource,
  FigurePeopleSource,
  ImportRowsSource,
  LedgerSource,
  NominationsSource,
  OneShortSource,
  PaperNoticesSource,
  PeopleSource,
  RegisterSource,
  ReviewsSource,
  RosterSource,
  TeamPeopleSource,
  UnitStaffSource,
  UpcomingSource,
  YearEndSource,
];

const PROVIDERS = [
  FileDays,
  FileOrderQueries,
  FileOrdersService,
  ListSources,
  MadeFiles,
  MakeFiles,
  MakeReports,
  ReportSchedulesService,
];

@Module({
  imports: [
    AccountsModule,
    AppointmentsModule,
    CertificationsModule,
    CoursesModule,
    CoverageModule,
    OrganizationModule,
    RemindersModule,
  ],
  providers: [
    ...SOURCES,
    ...PROVIDERS,
    {
      provide: LIST_SOURCES,
      useFactory: (...sources: AnyListSource[]) => sources,
      inject: [...SOURCES],
    },
  ],
  exports: [...SOURCES, ...PROVIDERS],
})
export class ExportsModule {}
