import { Module } from '@nestjs/common';
import { hasRole } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { Navigation } from '../../../shell/navigation';
import { TeamNominationsController } from './team-nominations.controller';

@Module({ imports: [AppointmentsModule], controllers: [TeamNominationsController] })
export class TeamNominationsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'unit',
      label: '推薦',
      href: '/team/nominations',
      also: ['/nominations'],
      permission: 'team.read',
      order: 41,
      isShown: (actor) => hasRole(actor, 'unit_head'),
    });
  }
}
