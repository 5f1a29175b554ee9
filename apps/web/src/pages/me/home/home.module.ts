import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { PracticeModule } from '@app/practice';
import { RemindersModule } from '@app/reminders';
import { Navigation } from '../../../shell/navigation';
import { HomeController } from './home.controller';
import { OfficeFacts } from './office-facts';
import { Passports } from './passports';

@Module({
  imports: [
    AppointmentsModule,
    CertificationsModule,
    CoursesModule,
    CoverageModule,
    OrganizationModule,
    PracticeModule,
    RemindersModule,
    WaitingModule,
  ],
  controllers: [HomeController],
  providers: [OfficeFacts, Passports],
})
export class HomePagesModule {
  constructor(navigation: Navigation) {
    navigation.add({ area: 'own', label: 'ホーム', href: '/', permission: 'self', order: 10 });
  }
}
