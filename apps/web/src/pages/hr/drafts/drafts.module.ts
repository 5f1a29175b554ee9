import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { DraftSheetController } from './draft-sheet.controller';
import { DraftsController } from './drafts.controller';
import { DraftController } from './draft.controller';
import { DraftLinesController } from './draft-lines.controller';
import { DraftReadersController } from './draft-readers.controller';

@Module({
  imports: [OrganizationModule, CoverageModule, AppointmentsModule],
  // The addresses of papers and `new` come before `drafts/:id`.
  controllers: [
    DraftSheetController,
    DraftsController,
    DraftLinesController,
    DraftReadersController,
    DraftController,
  ],
})
export class DraftsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'city',
      label: '異動案の試算',
      href: '/drafts',
      permission: 'drafts.open',
      order: 55,
    });
  }
}
