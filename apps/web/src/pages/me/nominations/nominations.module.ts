import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { NominationsController } from './nominations.controller';

@Module({ imports: [AppointmentsModule], controllers: [NominationsController] })
export class NominationsPagesModule {}
