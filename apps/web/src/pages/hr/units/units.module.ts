import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { UnitsController } from './units.controller';

@Module({ imports: [OrganizationModule], controllers: [UnitsController] })
export class UnitsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      label: '職員・組織',
      href: '/units',
      also: ['/people'],
      permission: 'organization.read',
      order: 90,
    });
  }
}
