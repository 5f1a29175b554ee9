import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { AccountsModule } from '@app/accounts';
import { OrganizationModule } from '@app/organization';
import { ChangeDesk } from './change-desk';
import { NewcomersController } from './newcomers.controller';
import { PersonChangesController } from './person-changes.controller';
import { UnitChangesController } from './unit-changes.controller';

/** The libs beside the organization tell what a change does. */
@Module({
  imports: [OrganizationModule, AccountsModule, CoverageModule],
  controllers: [NewcomersController, PersonChangesController, UnitChangesController],
  providers: [ChangeDesk],
})
export class ChangesPagesModule {}
