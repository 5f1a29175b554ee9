import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { ActivitiesController } from './activities.controller';

/** Reached from 任命. */
@Module({ imports: [ExportsModule, AppointmentsModule], controllers: [ActivitiesController] })
export class ActivitiesPagesModule {}
