import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppointmentJournal } from './appointment/appointment-journal';
import { AppointmentQueries } from './appointment/appointment.queries';
import { AppointmentsService } from './appointment/appointments.service';
import { CandidateQueries } from './appointment/candidates.queries';
import { RoleAppointment } from './appointment/role-appointment.entity';

@Module({
  imports: [TypeOrmModule.forFeature([RoleAppointment])],
  providers: [AppointmentJournal, AppointmentsService, AppointmentQueries, CandidateQueries],
  exports: [AppointmentsService, AppointmentQueries, CandidateQueries],
})
export class AppointmentsModule {}
