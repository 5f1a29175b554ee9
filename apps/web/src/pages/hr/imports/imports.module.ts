import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { BatchRowsController } from './batch-rows.controller';
import { ImportsController } from './imports.controller';
import { ReorganisationController } from './reorganisation.controller';
import { RepairsController } from './repairs.controller';
import { LeavingsController } from './leavings.controller';
import { ImportOrdersController } from './orders.controller';
import { RosterController } from './roster.controller';
import { ImportUndoController } from './undo.controller';
import { ImportWordsController } from './words.controller';

@Module({
  imports: [OrganizationModule, ExportsModule],
  // The addresses of the roster, of files and of the words come before `imports/:id`.
  controllers: [
    RosterController,
    BatchRowsController,
    ImportWordsController,
    ImportOrdersController,
    ImportsController,
    ReorganisationController,
    RepairsController,
    LeavingsController,
    ImportUndoController,
  ],
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
