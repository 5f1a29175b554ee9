import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { AppointmentsApiController } from './appointments.controller';

@Module({ imports: [AppointmentsModule], controllers: [AppointmentsApiController] })
export class AppointmentsApiModule {}
