import { Module } from '@nestjs/common';
import { TeamPagesModule } from './team/team.module';

/** What the head of a unit sees of it. */
@Module({ imports: [TeamPagesModule] })
export class UnitWingModule {}
