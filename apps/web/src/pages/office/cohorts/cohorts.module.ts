import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { CohortsController } from './cohorts.controller';

/** Reached from 任命: before its controllers, for `/appointments/cohorts` is no appointment. */
@Module({
  imports: [ExportsModule, AppointmentsModule, CoverageModule],
  controllers: [CohortsController],
})
export class CohortsPagesModule {}
