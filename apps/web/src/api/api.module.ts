import { Module } from '@nestjs/common';
import { AppointmentsApiModule } from './appointments/appointments.module';
import { CertificationRecordsApiModule } from './certification-records/certification-records.module';
import { CoverageApiModule } from './coverage/coverage.module';
import { HealthApiModule } from './health/health.module';
import { LearningApiModule } from './learning/learning.module';
import { OpenapiApiModule } from './openapi/openapi.module';
import { OrganizationApiModule } from './organization/organization.module';
import { RemindersApiModule } from './reminders/reminders.module';

/** What programs ask; never a page. */
@Module({
  imports: [
    AppointmentsApiModule,
    CertificationRecordsApiModule,
    CoverageApiModule,
    HealthApiModule,
    LearningApiModule,
    OpenapiApiModule,
    OrganizationApiModule,
    RemindersApiModule,
  ],
})
export class ApiModule {}
