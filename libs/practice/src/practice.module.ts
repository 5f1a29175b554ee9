import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { ExamBankService } from './bank/exam-bank.service';
import { CardRows } from './card/card-rows';
import { CandidateQueries } from './session/candidates.queries';
import { PracticeSessionsService } from './session/practice-sessions.service';
import { PublishSyllabiService } from './syllabus/publish-syllabi.service';
import { SyllabusQueries } from './syllabus/syllabus.queries';

const PUBLIC_SERVICES = [PracticeSessionsService, SyllabusQueries];

/** Preparing for ITパスポート: what it asks, the questions there are, practice. */
@Module({
  imports: [CoursesModule],
  providers: [
    ...PUBLIC_SERVICES,
    CandidateQueries,
    CardRows,
    ExamBankService,
    PublishSyllabiService,
  ],
  exports: PUBLIC_SERVICES,
})
export class PracticeModule {}
