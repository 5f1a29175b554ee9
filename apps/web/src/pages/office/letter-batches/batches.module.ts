import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { BatchesController } from './batches.controller';

/** Reached from 任命: before its controllers, for `/appointments/letters` is no appointment. */
@Module({ imports: [AppointmentsModule], controllers: [BatchesController] })
export class LetterBatchesPagesModule {}
