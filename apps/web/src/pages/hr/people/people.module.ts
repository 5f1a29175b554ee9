import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { PeopleController } from './people.controller';
import { PersonController } from './person.controller';

@Module({
  imports: [
    ExportsModule,
    AppointmentsModule,
    CertificationsModule,
    CoursesModule,
    OrganizationModule,
  ],
  controllers: [PeopleController, PersonController],
})
export class PeoplePagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '職員',
      href: '/people',
      permission: 'organization.read',
      order: 10,
    });
  }
}
