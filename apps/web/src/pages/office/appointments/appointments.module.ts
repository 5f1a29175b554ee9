import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { AnnullingController } from './annulling.controller';
import { AppointingController } from './appointing.controller';
import { AppointingPages } from './appointing.pages';
import { AppointmentsController } from './appointments.controller';
import { EndingController } from './ending.controller';
import { TermPages } from './term.pages';
import { TermsController } from './terms.controller';

@Module({
  imports: [ExportsModule, AppointmentsModule, CoverageModule, OrganizationModule],
  controllers: [
    AppointingController,
    AppointmentsController,
    EndingController,
    AnnullingController,
    TermsController,
  ],
  providers: [AppointingPages, TermPages],
})
export class AppointmentsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '任命',
      href: '/appointments',
      // Papers of a unit that the office opens: a head has them under わたしの課.
      also: ['/team'],
      permission: 'appointments.read',
      order: 60,
    });
  }
}
