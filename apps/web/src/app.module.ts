import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessModule } from '@app/access';
import { CertificationsModule } from '@app/certifications';
import { type AppConfig, type Clock, PlatformModule } from '@app/platform';
import { HealthController } from './api/health/health.controller';
import { HomeController } from './pages/home/home.controller';
import { PasswordController } from './pages/sign-in/password.controller';
import { SignInController } from './pages/sign-in/sign-in.controller';
import { CertificationRecordsController } from './api/certification-records/certification-records.controller';
import { ReviewController } from './pages/certification-reviews/review.controller';
import { ReviewsController } from './pages/certification-reviews/reviews.controller';
import { CertificateReportController } from './pages/certifications/certificate-report.controller';
import { CertificationsController } from './pages/certifications/certifications.controller';
import { ExamBookingController } from './pages/certifications/exam-booking.controller';
import { ExamsController } from './pages/certifications/exams.controller';
import { WithdrawalController } from './pages/certifications/withdrawal.controller';
import { Assets } from './shell/assets';
import { ErrorFilter } from './shell/error.filter';
import { FormInterceptor } from './shell/form.interceptor';
import { AccountSerializer, StaffNumberStrategy } from './shell/passport';
import { ShellInterceptor } from './shell/shell.interceptor';
import { ShellViews } from './shell/shell.views';
import { SignInGuard } from './shell/sign-in.guard';

@Module({})
export class AppModule {
  static forRoot(config: AppConfig, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        PassportModule.register({ session: true }),
        AccessModule,
        CertificationsModule,
      ],
      controllers: [
        HealthController,
        SignInController,
        PasswordController,
        HomeController,
        CertificationRecordsController,
        CertificationsController,
        CertificateReportController,
        WithdrawalController,
        ExamBookingController,
        ExamsController,
        ReviewsController,
        ReviewController,
      ],
      providers: [
        Assets,
        ShellViews,
        StaffNumberStrategy,
        AccountSerializer,
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: APP_INTERCEPTOR, useClass: ShellInterceptor },
        { provide: APP_INTERCEPTOR, useClass: FormInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
