import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { AppointmentBooks } from './appointment/appointment-books';
import { AppointmentJournal } from './appointment/appointment-journal';
import { AppointmentQueries } from './appointment/appointment.queries';
import { AppointmentsService } from './appointment/appointments.service';
import { CandidateQueries } from './appointment/candidates.queries';
import { AppointmentEligibility } from './appointment/eligibility';
import { JoinedAppointments } from './joined-appointments';

const PUBLIC = [AppointmentsService, AppointmentQueries, CandidateQueries, AppointmentEligibility];

@Module({
  imports: [OrganizationModule],
  providers: [AppointmentBooks, AppointmentJournal, JoinedAppointments, ...PUBLIC],
  exports: PUBLIC,
})
export class AppointmentsModule {}
