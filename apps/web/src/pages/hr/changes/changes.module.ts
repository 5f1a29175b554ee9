import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { AccountsModule } from '@app/accounts';
import { OrganizationModule } from '@app/organization';
import { ChangeDesk } from './change-desk';
import { NewcomersController } from './newcomers.controller';
import { NewUnitsController } from './new-units.controller';
import { PersonChangesController } from './person-changes.controller';
import { RegroupingsController } from './regroupings.controller';
import { UnitActsController } from './unit-acts.controller';
import { UnitChangesController } from './unit-changes.controller';

/** The libs beside the organization tell what a change does. */
@Module({
  imports: [OrganizationModule, AccountsModule, CoverageModule],
  // The address of a new unit comes before `units/:code`.
  controllers: [
    NewcomersController,
    NewUnitsController,
    PersonChangesController,
    RegroupingsController,
    UnitActsController,
    UnitChangesController,
  ],
  providers: [ChangeDesk],
})
export class ChangesPagesModule {}
