import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { OrganizationModule } from '@app/organization';
import { CertificationEffectQueries } from './certification/certification-effects.queries';
import { CertificationListQueries } from './certification/certification-list.queries';
import { CertificationMasterService } from './certification/certification-master.service';
import { CertificationVersionQueries } from './certification/certification-versions.queries';
import { CertificationQueries } from './certification/certifications.queries';
import { ExamAttemptQueries } from './exam/exam-attempts.queries';
import { ExamAttemptsService } from './exam/exam-attempts.service';
import { ExamResultQueries } from './exam/exam-results.queries';
import { CertificatesWaiting } from './certificates-waiting';
import { JoinedCertificates } from './joined-certificates';
import { CandidateBoardQueries } from './pipeline/board.queries';
import { ExamPastQueries } from './pipeline/exam-past.queries';
import { IntentionAsking } from './pipeline/intention-asking';
import { IntentionsService } from './pipeline/intentions.service';
import { ProgressSharesService } from './pipeline/progress-shares.service';
import { CertificationRecordsService } from './record/certification-records.service';
import { CertificateEntryQueries } from './entry/certificate-entries.queries';
import { CertificateEntriesService } from './entry/certificate-entries.service';
import { EnterCertificates } from './entry/enter-certificates';
import { EntryBatches } from './entry/entry-batches';
import { EntryDependents } from './entry/entry-dependents';
import { EntryBases } from './entry/entry-bases';
import { EntryWriter } from './entry/entry-writer';
import { EntryReader } from './entry/read-entries';
import { CorrectionBooks } from './record/correction-books';
import { CorrectionChecks } from './record/correction-checks';
import { CorrectionQueries } from './record/corrections.queries';
import { CorrectionsService } from './record/corrections.service';
import { EvidenceAllowance } from './record/evidence-allowance';
import { EvidenceRetention } from './record/evidence-retention';
import { EvidenceRulesService } from './record/evidence-rules.service';
import { EvidenceQueries } from './record/evidence.queries';
import { HeldCertificateQueries } from './record/held-certificates.queries';
import { OwnRecordQueries } from './record/own-records.queries';
import { PersonCertificateQueries } from './record/person-certificates.queries';
import { RecordBooks } from './record/record-books';
import { RecordDuplicates } from './record/record-duplicates';
import { RecordJournal } from './record/record-journal';
import { RecordRenewals } from './record/record-renewals';
import { RecordReviewQueries } from './record/record-reviews.queries';
import { ReportDraftQueries } from './record/report-drafts.queries';

const PUBLIC = [
  CandidateBoardQueries,
  CertificationListQueries,
  CertificationMasterService,
  CertificateEntriesService,
  CertificateEntryQueries,
  CertificationQueries,
  CertificationVersionQueries,
  CertificationRecordsService,
  CorrectionQueries,
  CorrectionsService,
  EnterCertificates,
  EntryDependents,
  EvidenceAllowance,
  EvidenceQueries,
  EvidenceRetention,
  EvidenceRulesService,
  ExamAttemptQueries,
  ExamAttemptsService,
  ExamPastQueries,
  ExamResultQueries,
  HeldCertificateQueries,
  IntentionAsking,
  IntentionsService,
  OwnRecordQueries,
  PersonCertificateQueries,
  ProgressSharesService,
  RecordDuplicates,
  RecordReviewQueries,
  ReportDraftQueries,
];

@Module({
  imports: [AccountsModule, OrganizationModule, WaitingModule],
  providers: [
    CertificatesWaiting,
    CertificationEffectQueries,
    CorrectionBooks,
    CorrectionChecks,
    EntryBatches,
    EntryBases,
    EntryReader,
    EntryWriter,
    JoinedCertificates,
    RecordBooks,
    RecordJournal,
    RecordRenewals,
    ...PUBLIC,
  ],
  exports: PUBLIC,
})
export class CertificationsModule {}
