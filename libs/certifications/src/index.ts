export {
  CertificateAnnulled,
  CertificateCorrected,
  CertificateReported,
  CertificateReturned,
  CertificateRevoked,
  type CertificateSubject,
  CertificateVerified,
} from './certifications.events';
export { CertificationsModule } from './certifications.module';
export {
  CERTIFICATION_KINDS,
  type CertificationFacts,
  type CertificationKind,
  EVIDENCE_KINDS,
  FACT_BOUNDS,
  type FactBounds,
  HIGHEST_LEVEL,
  outOfRange,
  RENEWAL_KINDS,
  versionsOn,
} from './certification/certification.rules';
export type { EquivalenceEffect, OutsideExam } from './certification/certification-effects.queries';
export {
  CERTIFICATION_SORTS,
  CERTIFICATION_STATES,
  type CertificationFilter,
  CertificationListQueries,
  type CertificationPage,
  type CertificationSort,
  type CertificationState,
  type ListedCertification,
} from './certification/certification-list.queries';
export {
  CertificationMasterService,
  type NewCertificationVersion,
  type PlannedCertification,
} from './certification/certification-master.service';
export {
  type CertificationVersion,
  CertificationVersionQueries,
} from './certification/certification-versions.queries';
export {
  CertificationQueries,
  type CertificationRow,
  type Equivalent,
} from './certification/certifications.queries';
export {
  ATTEMPT_OUTCOMES,
  type AttemptOutcome,
  type AttemptState,
  EXAM_PAYMENTS,
  type ExamPayment,
  planMayChange,
  possibleOutcomes,
  retakeFrom,
} from './exam/exam-attempt.rules';
export {
  type AttemptRow,
  type EarlierPlan,
  ExamAttemptQueries,
} from './exam/exam-attempts.queries';
export { isReportedAgain } from './record/reported-again.sql';
export { SHOWN_RECORDS } from './record/shown-records.sql';
export { isExamReported } from './exam/exam-reported.sql';
export { type Booking, ExamAttemptsService } from './exam/exam-attempts.service';
export { type ExamResult, ExamResultQueries } from './exam/exam-results.queries';
export {
  type BoardColumn,
  CandidateBoardQueries,
  type CandidateFilter,
  type CandidateRow,
  type OwnPlace,
} from './pipeline/board.queries';
export { CANDIDATE_SORTS, type CandidateSort } from './pipeline/board.sql';
export { EXAM_STATE, type ExamFacts, examFacts } from './pipeline/exam-facts.sql';
export { type ExamPast, ExamPastQueries } from './pipeline/exam-past.queries';
export { INTENTION_ANSWERS, type IntentionAnswer, WISHED_MONTHS } from './pipeline/intention.rules';
export { ASKED_EXAM, IntentionAsking, isAskedIntention } from './pipeline/intention-asking';
export { IntentionsService } from './pipeline/intentions.service';
export { ProgressSharesService } from './pipeline/progress-shares.service';
export { FEWEST_UNNAMED, OWN_STAGES, type Stage, STAGES, STUCK_AFTER } from './pipeline/stages';
export {
  CertificateEntryQueries,
  ENTRY_PARTS,
  type EntryBatch,
  type EntryPart,
  type EntryRow,
} from './entry/certificate-entries.queries';
export { CertificateEntriesService } from './entry/certificate-entries.service';
export { ENTER_CERTIFICATES } from './entry/entries.jobs';
export { EnterCertificates } from './entry/enter-certificates';
export { type EntryState } from './entry/entry-batches';
export { type EntryDependent, EntryDependents } from './entry/entry-dependents';
export {
  ENTRY_COLUMNS,
  ENTRY_HEADINGS,
  MOST_ENTRY_BYTES,
  MOST_ENTRY_ROWS,
} from './entry/entry.rules';
export {
  EARLIEST_PASS,
  type EndFault,
  type ExamDays,
  heldText,
  isRetiredOn,
  passedOutside,
  retiredText,
  wishProblem,
} from './record/certificate-days.rules';
export {
  MAXIMUM_NUMBER_LENGTH,
  MAXIMUM_REASON_LENGTH,
  RECORD_STATES,
  type RecordState,
  SHOWN_STATES,
  type ShownState,
} from './record/certification-record.rules';
export {
  type CertificateReport,
  CertificationRecordsService,
  EVIDENCE_RULE,
  REDUCED_SIDE,
} from './record/certification-records.service';
export { changeLines, changesOf } from './record/correction-changes';
export { CORRECTION_STATES, type CorrectionState } from './record/correction.rules';
export {
  CorrectionQueries,
  type CorrectionRow,
  type SameNumberRow,
} from './record/corrections.queries';
export { CorrectionsService, type TypedCorrection } from './record/corrections.service';
export { EvidenceAllowance } from './record/evidence-allowance';
export { EvidenceRetention } from './record/evidence-retention';
export { type EvidenceRules, EvidenceRulesService } from './record/evidence-rules.service';
export { EvidenceQueries } from './record/evidence.queries';
export {
  countsAt,
  type HeldAsKnown,
  HeldCertificateQueries,
} from './record/held-certificates.queries';
export { type OwnRecordRow, OwnRecordQueries } from './record/own-records.queries';
export {
  PersonCertificateQueries,
  type PersonCertificateRow,
  type PersonExamRow,
  type SeenCertificates,
} from './record/person-certificates.queries';
export { RecordDuplicates } from './record/record-duplicates';
export {
  type RelatedRecord,
  RecordReviewQueries,
  type ReviewDetail,
  type ReviewFilter,
  type ReviewRow,
  type StateCounts,
  type WrongEndRecord,
} from './record/record-reviews.queries';
export {
  renewBy,
  shownValidityOn,
  VALIDITIES,
  type Validity,
  validityOn,
} from './record/validity.rules';
export {
  type ReportAgain,
  type ReportDraft,
  ReportDraftQueries,
} from './record/report-drafts.queries';
export {
  ATTEMPT_STATE_WORDS,
  CERTIFICATION_EVIDENCE_WORDS,
  CERTIFICATION_KIND_WORDS,
  CERTIFICATION_RENEWAL_WORDS,
  CERTIFICATION_WORDS,
  CORRECTION_STATE_WORDS,
  EXAM_PAYMENT_WORDS,
  OUTSIDE_WORDS,
  RECORD_STATE_WORDS,
  STAGE_WORDS,
  STUCK_WORD,
  stuckText,
  VALIDITY_WORDS,
} from './vocabulary';
