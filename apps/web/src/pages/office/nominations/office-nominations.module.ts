import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { ApprovalPages } from './approval.pages';
import { RoleInUnit } from './role-in-unit';
import { OfficeNominationsController } from './office-nominations.controller';

@Module({
  imports: [ExportsModule, AppointmentsModule, CoverageModule, OrganizationModule],
  controllers: [OfficeNominationsController],
  providers: [ApprovalPages, RoleInUnit],
})
export class OfficeNominationsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '推薦の受付',
      href: '/appointments/nominations',
      also: ['/nominations'],
      permission: 'appointments.read',
      order: 61,
    });
  }
}
