import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Certification } from './certification/certification.entity';
import { CertificationQueries } from './certification/certifications.queries';
import { ExamAttempt } from './exam/exam-attempt.entity';
import { ExamAttemptQueries } from './exam/exam-attempts.queries';
import { ExamAttemptsService } from './exam/exam-attempts.service';
import { CertificationRecord } from './record/certification-record.entity';
import { CertificationRecordsService } from './record/certification-records.service';
import { EvidenceQueries } from './record/evidence.queries';
import { OwnRecordQueries } from './record/own-records.queries';
import { RecordJournal } from './record/record-journal';
import { RecordReviewQueries } from './record/record-reviews.queries';
import { ReportDraftQueries } from './record/report-drafts.queries';

const PUBLIC = [
  CertificationQueries,
  CertificationRecordsService,
  EvidenceQueries,
  ExamAttemptQueries,
  ExamAttemptsService,
  OwnRecordQueries,
  RecordReviewQueries,
  ReportDraftQueries,
];

@Module({
  imports: [TypeOrmModule.forFeature([Certification, CertificationRecord, ExamAttempt])],
  providers: [RecordJournal, ...PUBLIC],
  exports: PUBLIC,
})
export class CertificationsModule {}
