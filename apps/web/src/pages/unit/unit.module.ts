import { Module } from '@nestjs/common';
import { TeamNominationsPagesModule } from './nominations/team-nominations.module';
import { TeamPagesModule } from './team/team.module';

/** What the head of a unit sees of it. */
@Module({ imports: [TeamNominationsPagesModule, TeamPagesModule] })
export class UnitWingModule {}
