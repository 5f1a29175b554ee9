import { Module } from '@nestjs/common';
import { AppointmentBooks } from './appointment/appointment-books';
import { AppointmentJournal } from './appointment/appointment-journal';
import { AppointmentQueries } from './appointment/appointment.queries';
import { AppointmentsService } from './appointment/appointments.service';
import { CandidateQueries } from './appointment/candidates.queries';
import { AppointmentEligibility } from './appointment/eligibility';

const PUBLIC = [AppointmentsService, AppointmentQueries, CandidateQueries, AppointmentEligibility];

@Module({ providers: [AppointmentBooks, AppointmentJournal, ...PUBLIC], exports: PUBLIC })
export class AppointmentsModule {}
