import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { ImportsController } from './imports.controller';
import { LeavingsController } from './leavings.controller';
import { RosterController } from './roster.controller';

@Module({
  imports: [OrganizationModule],
  // The address of the roster comes before `imports/:id`.
  controllers: [RosterController, ImportsController, LeavingsController],
})
export class ImportsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '取込み',
      href: '/imports',
      permission: 'organization.import',
      order: 100,
    });
  }
}
