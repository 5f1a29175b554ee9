import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule, AnchorMails, MonthMails, SendAnchor, SendMonthMails } from '@app/accounts';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoverageModule } from '@app/coverage';
import { CoursesModule } from '@app/courses';
import { ExportsModule, ReportMails, SendReportMails } from '@app/exports';
import { OrganizationModule } from '@app/organization';
import { type AppConfig, type Clock, PlatformModule } from '@app/platform';
import { PracticeModule } from '@app/practice';
import { QuizzesModule } from '@app/quizzes';
import { DeliverDigest, DigestMails, RemindersModule, SendTestNotice } from '@app/reminders';
import { AccountNoticeMails } from './mails/account-notice-mails';
import { TemplateAnchorMails } from './mails/anchor-mails';
import { TemplateDigestMails } from './mails/digest-mails';
import { TemplateReportMails } from './mails/report-mails';
import { TemplateMonthMails } from './mails/month-mails';
import { AuditProcessor } from './processors/audit.processor';
import { ExportsProcessor } from './processors/exports.processor';
import { FiguresProcessor } from './processors/figures.processor';
import { LearningProcessor } from './processors/learning.processor';
import { Processors } from './processors/processors';
import { RemindersProcessor } from './processors/reminders.processor';
import { ImportsProcessor } from './processors/imports.processor';
import { FilesUpkeep } from './processors/files-upkeep';
import { SignInUpkeep } from './processors/sign-in-upkeep';
import { Upkeep } from './processors/upkeep';
import { UpkeepProcessor } from './processors/upkeep.processor';
import { Worker } from './worker';

@Module({})
export class WorkerModule {
  static forRoot(config: AppConfig, clock?: Clock): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        AccountsModule,
        AppointmentsModule,
        CertificationsModule,
        CoverageModule,
        ExportsModule,
        OrganizationModule,
        QuizzesModule,
        CoursesModule,
        PracticeModule,
        RemindersModule,
      ],
      providers: [
        AccountNoticeMails,
        DeliverDigest,
        SendAnchor,
        SendMonthMails,
        SendReportMails,
        SendTestNotice,
        { provide: ReportMails, useClass: TemplateReportMails },
        { provide: MonthMails, useClass: TemplateMonthMails },
        { provide: AnchorMails, useClass: TemplateAnchorMails },
        AuditProcessor,
        { provide: DigestMails, useClass: TemplateDigestMails },
        ExportsProcessor,
        FiguresProcessor,
        ImportsProcessor,
        LearningProcessor,
        Processors,
        RemindersProcessor,
        FilesUpkeep,
        SignInUpkeep,
        Upkeep,
        UpkeepProcessor,
        Worker,
      ],
    };
  }
}
