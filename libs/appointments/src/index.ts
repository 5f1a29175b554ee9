export { AppointmentsForAct } from './appointment/appointments-for-act';
export {
  type AppointmentSubject,
  RoleAnnulled,
  RoleAppointed,
  RoleEnded,
  RoleEndUndone,
  RoleTermMoved,
} from './appointments.events';
export { AppointmentsModule } from './appointments.module';
export {
  APPOINTMENT_STATES,
  type AppointmentState,
  appointmentState,
  COUNTED_ROLES,
  type DxRole,
  EARLY_END_REASONS,
  type EarlyEndReason,
  type EndReason,
  isInForce,
  latestTermEnd,
  type Term,
} from './appointment/appointment.rules';
export {
  AppointmentQueries,
  type AppointmentDetail,
  type AppointmentFilter,
  type AppointmentRow,
  type LetterRow,
  type HolderAsKnown,
  type InForceCounts,
  type ListedAppointment,
} from './appointment/appointment.queries';
export {
  annulledSentence,
  isAnnulledLately,
  ownLetterHref,
} from './appointment/appointments-waiting';
export {
  AppointmentsService,
  type Annulling,
  type Appointing,
  type DaysWithout,
  type Ending,
} from './appointment/appointments.service';
export { ExtensionsService } from './appointment/extensions.service';
export { renewedRefusal } from './appointment/appointment-bounds';
export { undoingRefusal } from './appointment/undoing-extension.rules';
export { RenewalsService } from './appointment/renewals.service';
export {
  type AppointmentWarning,
  appointmentWarnings,
  asksReason,
  type CandidateFacts,
  endWarnings,
  WARNED_REASON,
  warningText,
} from './appointment/candidate.rules';
export { CandidateQueries, type CandidateRow } from './appointment/candidates.queries';
export { AppointmentEligibility, type Extension, type Proposal } from './appointment/eligibility';
export {
  type Eligibility,
  type Evidence,
  type Judged,
  type RequirementState,
  requiredState,
} from './role/eligibility.rules';
export {
  isStep,
  MOST_REQUIREMENTS,
  readWanted,
  type Requirement,
  requirementGroups,
  type RequirementNames,
  type Wanted,
  wantedCode,
  wantedShort,
  wantedText,
} from './role/requirement.rules';
export { mandateKey, RoleEligibilityQueries } from './role/role-eligibility.queries';
export { type GroupMeeting, impossibleGroups, type RolePreview } from './role/role-preview.rules';
export {
  BENCH_GROUPS,
  type BenchGroup,
  benchGroup,
  DAYS_TO_VERIFIED,
  missingParts,
  OFFICE_DAYS,
  type Outlook,
  type PathDay,
  pathOf,
  type PathPart,
  type PathReason,
  type PathState,
  type RolePath,
  SOON_MONTHS,
} from './path/path.rules';
export {
  type Asked as NeedAsked,
  choiceText,
  hasChoice,
  isSpared,
  needText,
} from './path/need-words';
export {
  askedOf,
  barTexts,
  dayText,
  expectedText,
  lackTexts,
  missingText,
  missingTexts,
  pathSentence,
  reasonText,
} from './path/path-words';
export { type PathFacts, RolePathQueries, toldToOffice } from './path/paths.queries';
export {
  COHORT_PARTS,
  type CohortPart,
  type CohortPerson,
  CohortQueries,
  type CohortQuestion,
  type CohortRow,
} from './cohort/cohorts.queries';
export { LETTER_KINDS, type LetterKind } from './role/letter-kind';
export { type Barred, barredDays, type HeldTerm } from './role/together.rules';
export { roleAmong } from './role/role-among';
export { beyondEndText, endedText } from './role/ended.rules';
export { nameObstacle, withdrawalObstacle } from './role/role-refusals';
export { RoleUses } from './role/role-uses.queries';
export { type Askable, RoleQueries, type RoleVersion } from './role/roles.queries';
export { type NewRoleVersion, type PlannedVersion, RolesService } from './role/roles.service';
export {
  asksForSupport,
  isAppointedSince,
  isFollowed,
  isOpenOn,
  stepDay,
} from './nomination/nomination-day.sql';
export { lostTexts, NominationDecisions } from './nomination/nomination-decisions';
export { type Finding, NominationSnapshots, saidText } from './nomination/nomination-snapshots';
export {
  NOMINATION_STATE_WORDS,
  originText,
  stepText,
  supporterText,
} from './nomination/nomination-words';
export {
  isOpen,
  NOMINATION_STATES,
  type NominationState,
  type Origin,
  type Refusal,
  REFUSALS,
} from './nomination/nomination.rules';
export {
  type NominatedPerson,
  NOMINATION_SORTS,
  NominationQueries,
  type NominationRow,
  type NominationStepRow,
  type NominationUnderWay,
  type OpenNomination,
} from './nomination/nominations.queries';
export { canWithdraw, NominationsService } from './nomination/nominations.service';
export { inOffice, officeDays } from './appointment/in-office.sql';
export { AddedRolesService, type PlannedName } from './role/added-roles.service';
export {
  APPOINTMENT_STATE_WORDS,
  BATCH_ACT_WORDS,
  dxRoles,
  END_REASON_WORDS,
  roleTasks,
  roleTitle,
} from './vocabulary';
export {
  BENCH_GROUP_WORDS,
  LETTER_STATE_WORDS,
  LETTER_WORDS,
  NOT_ANNOUNCED,
  PAPER_WORDS,
  SEAL_WORDS,
} from './vocabulary';
export { issueText, type LetterState, letterState } from './letter/letter-words';
export { CANCELLED_MARK, letterFileName } from './letter/letter-file-name';
export { letterPaper, SEAL_NOTES } from './letter/letter-paper';
export {
  againReason,
  contentOf,
  type LetterContent,
  type LetterFacts,
  type LetterWords,
  PLACEHOLDERS,
  readableWords,
  SEAL_KINDS,
  type SealKind,
  USUAL_SEAL,
} from './letter/letter.rules';
export {
  type IssuedLetter,
  LetterQueries,
  REGISTER_SORTS,
  type RegisterFilter,
  type RegisterSort,
} from './letter/letters.queries';
export { type LetterChoice, type LetterDraft, LetterDrafts } from './letter/letter-drafts';
export { type Issuing, LettersService } from './letter/letters.service';
export { NamedLetterQueries } from './letter/named-letters.queries';
export {
  type LetterForm,
  type LetterTemplate,
  LetterTemplateQueries,
} from './letter-template/letter-templates.queries';
export {
  type NewLetterTemplate,
  LetterTemplatesService,
} from './letter-template/letter-templates.service';
export { IssueLetters } from './letter-batch/issue-letters.service';
export { ISSUE_LETTERS } from './letter-batch/letter-batches.jobs';
export {
  type BatchFile,
  type LetterBatch,
  LetterBatchQueries,
  type LetterProblem,
  type WaitingFilter,
  type WaitingLetter,
} from './letter-batch/letter-batches.queries';
export {
  LetterBatchesService,
  MOST_LETTERS,
  type Ordering,
} from './letter-batch/letter-batches.service';
export { ACT_ON_TERMS } from './batch/batch.jobs';
export { BatchWork } from './batch/batch-work';
export {
  type BatchProposal,
  BATCH_STATES,
  type BatchState,
  batchState,
  MOST_MEMBERS,
  TERM_ACTS,
} from './batch/batch.rules';
export {
  type AppointmentBatch,
  BatchQueries,
  type BatchRow,
  type RefusedRow,
} from './batch/batches.queries';
export { AppointmentOrdersService } from './appointment-list/appointment-orders.service';
export {
  LIST_BOUNDS,
  LIST_COLUMNS,
  LIST_HEADINGS,
  MOST_LIST_BYTES,
  warningFindings,
} from './appointment-list/appointment-list.rules';
export { BatchesService } from './batch/batches.service';
export { type KeptMember, UndoingBatchQueries } from './batch/undoing-batch.queries';
export { keptLines } from './batch/undoing-batch.rules';
export {
  ENDING_STATES,
  type EndingFilter,
  type EndingState,
  type EndingTerm,
  EndingTermQueries,
  type EndingTerms,
  MOST_MONTHS,
} from './batch/ending-terms.queries';
export { isLeftToExpire } from './batch/left-to-expire.sql';
export { TermOrdersService } from './batch/term-orders.service';
export { HANDOVER_ITEMS, type HandoverItem, HandoverTicks } from './handover/handover-ticks';
export { LetterSamples } from './letter/letter-samples';
export { sampleContent } from './letter/sample-letter';
export {
  ACTIVE_DAYS,
  ACTIVITY_KINDS,
  ACTIVITY_WORDS,
  type ActivityKind,
  MAXIMUM_ACTIVITY_NOTE,
  MOST_MINUTES,
} from './activity/activity.rules';
export { wasActive } from './activity/active.sql';
export { type NewActivity, RoleActivitiesService } from './activity/role-activities.service';
export {
  type ActivityCounts,
  type ActivitySums,
  type HolderActivity,
  type OwnActivity,
  RoleActivityQueries,
} from './activity/role-activities.queries';
export { type Accepted, WarningsUnseen } from './appointment/warnings-unseen';
