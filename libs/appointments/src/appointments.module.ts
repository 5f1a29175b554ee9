import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { AppointmentBooks } from './appointment/appointment-books';
import { AppointmentsForAct } from './appointment/appointments-for-act';
import { JoinedActivities } from './activity/joined-activities';
import { RoleActivitiesService } from './activity/role-activities.service';
import { RoleActivityQueries } from './activity/role-activities.queries';
import { AppointmentBounds } from './appointment/appointment-bounds';
import { AppointmentJournal } from './appointment/appointment-journal';
import { AppointmentQueries } from './appointment/appointment.queries';
import { ExtensionBooks } from './appointment/extension-books';
import { ExtensionsService } from './appointment/extensions.service';
import { RenewalsService } from './appointment/renewals.service';
import { AppointmentsService } from './appointment/appointments.service';
import { CandidateQueries } from './appointment/candidates.queries';
import { AppointmentEligibility } from './appointment/eligibility';
import { EndingTermsWaiting } from './batch/ending-terms-waiting';
import { AppointmentsWaiting } from './appointment/appointments-waiting';
import { AppointmentOrdersService } from './appointment-list/appointment-orders.service';
import { AppointmentListReader } from './appointment-list/read-appointments';
import { BatchActs } from './batch/batch-acts';
import { BatchBooks } from './batch/batch-books';
import { BatchWork } from './batch/batch-work';
import { BatchQueries } from './batch/batches.queries';
import { BatchesService } from './batch/batches.service';
import { EndingTermQueries } from './batch/ending-terms.queries';
import { ProposedAppointments } from './batch/proposed-appointments';
import { TermOrdersService } from './batch/term-orders.service';
import { UndoingBatchQueries } from './batch/undoing-batch.queries';
import { CohortQueries } from './cohort/cohorts.queries';
import { HandoverTicks } from './handover/handover-ticks';
import { JoinedNominations } from './nomination/joined-nominations';
import { NominationBooks } from './nomination/nomination-books';
import { NominationDecisions } from './nomination/nomination-decisions';
import { NominationGrounds } from './nomination/nomination-grounds';
import { NominationSnapshots } from './nomination/nomination-snapshots';
import { NominationQueries } from './nomination/nominations.queries';
import { NominationsService } from './nomination/nominations.service';
import { RunningNominations } from './nomination/running-nominations';
import { NominationsWaiting } from './nomination/nominations-waiting';
import { LetterDrafts } from './letter/letter-drafts';
import { LetterSamples } from './letter/letter-samples';
import { LetterQueries } from './letter/letters.queries';
import { LettersService } from './letter/letters.service';
import { NamedLetterQueries } from './letter/named-letters.queries';
import { IssueLetters } from './letter-batch/issue-letters.service';
import { LetterBatchQueries } from './letter-batch/letter-batches.queries';
import { LetterBatchesService } from './letter-batch/letter-batches.service';
import { LetterTemplateQueries } from './letter-template/letter-templates.queries';
import { LetterTemplatesService } from './letter-template/letter-templates.service';
import { RolePathQueries } from './path/paths.queries';
import { RoleEligibilityQueries } from './role/role-eligibility.queries';
import { RoleQueries } from './role/roles.queries';
import { RoleUses } from './role/role-uses.queries';
import { AddedRolesService } from './role/added-roles.service';
import { RolesService } from './role/roles.service';
import { NominationsChange } from './nomination/nominations-change';
import { AppointmentsChange } from './appointment/appointments-change';
import { RolesAtImport } from './appointment/roles-at-import';
import { AppointmentsUndo } from './appointment/appointments-undo';
import { JoinedAppointments } from './joined-appointments';
import { NominationsOnCertificates } from './nomination/nominations-on-certificates';

const PUBLIC = [
  AppointmentsService,
  RenewalsService,
  ExtensionsService,
  AppointmentQueries,
  CandidateQueries,
  AppointmentEligibility,
  RoleQueries,
  RoleUses,
  RoleEligibilityQueries,
  RolePathQueries,
  AddedRolesService,
  RolesService,
  NominationsService,
  NominationDecisions,
  NominationQueries,
  NominationGrounds,
  NominationSnapshots,
  LetterTemplateQueries,
  LetterTemplatesService,
  LetterQueries,
  LetterDrafts,
  LetterSamples,
  LettersService,
  NamedLetterQueries,
  LetterBatchQueries,
  LetterBatchesService,
  IssueLetters,
  BatchQueries,
  BatchesService,
  UndoingBatchQueries,
  BatchWork,
  EndingTermQueries,
  TermOrdersService,
  AppointmentOrdersService,
  HandoverTicks,
  CohortQueries,
  AppointmentsForAct,
  RoleActivitiesService,
  RoleActivityQueries,
];

@Module({
  imports: [AccountsModule, CertificationsModule, CoursesModule, OrganizationModule, WaitingModule],
  providers: [
    AppointmentBooks,
    AppointmentBounds,
    ExtensionBooks,
    AppointmentJournal,
    AppointmentsWaiting,
    EndingTermsWaiting,
    AppointmentListReader,
    BatchActs,
    BatchBooks,
    ProposedAppointments,
    JoinedActivities,
    AppointmentsChange,
    NominationsChange,
    AppointmentsUndo,
    RolesAtImport,
    JoinedAppointments,
    NominationsOnCertificates,
    JoinedNominations,
    NominationBooks,
    NominationsWaiting,
    RunningNominations,
    ...PUBLIC,
  ],
  exports: PUBLIC,
})
export class AppointmentsModule {}
