import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { OrganizationModule } from '@app/organization';
import { BatchesController } from './batches.controller';
import { ManyAppointmentsController } from './many.controller';
import { EndingTermsController } from './ending.controller';

/** Reached from 任命: before its controllers, for `/appointments/ending` and `/appointments/many` are no appointments. */
@Module({
  imports: [AppointmentsModule, OrganizationModule],
  controllers: [EndingTermsController, ManyAppointmentsController, BatchesController],
})
export class TermBatchesPagesModule {}
