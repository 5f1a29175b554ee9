import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { AppointmentsModule } from '@app/appointments';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { FirstStartController } from './first-start.controller';
import { FirstStartReading } from './first-start.reading';
import { YearTurnController } from './year-turn.controller';
import { YearTurnReading } from './year-turn.reading';

/** Reached from home in spring, from 年度締め, from 取込み and from システムの状態. */
@Module({
  imports: [
    WaitingModule,
    AccountsModule,
    AppointmentsModule,
    CoursesModule,
    CoverageModule,
    OrganizationModule,
  ],
  controllers: [YearTurnController, FirstStartController],
  providers: [YearTurnReading, FirstStartReading],
})
export class ChecklistsPagesModule {}
