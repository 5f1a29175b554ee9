import { CoverageModule } from '@app/coverage';
import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { UnitsController } from './units.controller';

@Module({
  imports: [CoverageModule, ExportsModule, OrganizationModule],
  controllers: [UnitsController],
})
export class UnitsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '組織',
      href: '/units',
      permission: 'organization.read',
      order: 20,
    });
  }
}
