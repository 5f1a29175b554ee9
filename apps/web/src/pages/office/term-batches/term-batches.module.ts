import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { OrganizationModule } from '@app/organization';
import { BatchesController } from './batches.controller';
import { EndingTermsController } from './ending.controller';

/** Reached from 任命: before its controllers, for `/appointments/ending` is no appointment. */
@Module({
  imports: [AppointmentsModule, OrganizationModule],
  controllers: [EndingTermsController, BatchesController],
})
export class TermBatchesPagesModule {}
