import { ExportsModule } from '@app/exports';
import { words } from '@app/platform';
import { Module } from '@nestjs/common';
import { hasRole } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { Navigation } from '../../../shell/navigation';
import { OrganizationModule } from '@app/organization';
import { DeputiesController } from '../deputies/deputies.controller';
import { HandoversController } from '../handovers/handovers.controller';
import { RemindersModule } from '@app/reminders';
import { RemindingController } from '../reminding/reminding.controller';
import { CandidatesController } from './candidates.controller';
import { TeamController } from './team.controller';

@Module({
  imports: [
    ExportsModule,
    AppointmentsModule,
    CoursesModule,
    CoverageModule,
    OrganizationModule,
    RemindersModule,
  ],
  controllers: [
    TeamController,
    CandidatesController,
    DeputiesController,
    HandoversController,
    RemindingController,
  ],
})
export class TeamPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'unit',
      get label() {
        return `わたしの${words.unit}`;
      },
      href: '/team',
      permission: 'team.read',
      order: 40,
      isShown: (actor) => hasRole(actor, 'unit_head'),
    });
  }
}
