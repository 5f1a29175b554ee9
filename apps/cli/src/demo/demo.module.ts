import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoverageModule } from '@app/coverage';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { type AppConfig, type Clock, PlatformModule } from '@app/platform';
import { PracticeModule } from '@app/practice';
import { QuizzesModule } from '@app/quizzes';

/** The product's own services with a clock that the story of the demo city can set. */
@Module({})
export class DemoModule {
  static with(config: AppConfig, clock: Clock): DynamicModule {
    return {
      module: DemoModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        OrganizationModule,
        AccountsModule,
        QuizzesModule,
        CoursesModule,
        PracticeModule,
        CertificationsModule,
        AppointmentsModule,
        CoverageModule,
      ],
    };
  }
}
