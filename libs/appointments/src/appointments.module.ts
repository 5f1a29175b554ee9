import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { OrganizationModule } from '@app/organization';
import { AppointmentBooks } from './appointment/appointment-books';
import { AppointmentJournal } from './appointment/appointment-journal';
import { AppointmentQueries } from './appointment/appointment.queries';
import { AppointmentsService } from './appointment/appointments.service';
import { CandidateQueries } from './appointment/candidates.queries';
import { AppointmentEligibility } from './appointment/eligibility';
import { AppointmentsWaiting } from './appointment/appointments-waiting';
import { JoinedAppointments } from './joined-appointments';

const PUBLIC = [AppointmentsService, AppointmentQueries, CandidateQueries, AppointmentEligibility];

@Module({
  imports: [OrganizationModule, WaitingModule],
  providers: [
    AppointmentBooks,
    AppointmentJournal,
    AppointmentsWaiting,
    JoinedAppointments,
    ...PUBLIC,
  ],
  exports: PUBLIC,
})
export class AppointmentsModule {}
