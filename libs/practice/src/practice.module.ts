import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { ExamBankService } from './bank/exam-bank.service';
import { CardRows } from './card/card-rows';
import { EstimateQueries } from './estimate/estimates.queries';
import { EstimatesService } from './estimate/estimates.service';
import { FirstAnswerQueries } from './estimate/first-answers.queries';
import { FitQuestionsService } from './estimate/fit-questions.service';
import { JoinedPractice } from './joining/joined-practice';
import { CandidateQueries } from './session/candidates.queries';
import { PracticeSessionsService } from './session/practice-sessions.service';
import { PracticeQueries } from './session/practice.queries';
import { PublishSyllabiService } from './syllabus/publish-syllabi.service';
import { SyllabusQueries } from './syllabus/syllabus.queries';

const PUBLIC_SERVICES = [
  EstimateQueries,
  FitQuestionsService,
  PracticeQueries,
  PracticeSessionsService,
  SyllabusQueries,
];

/** Preparing for ITパスポート: what it asks, the questions there are, practice. */
@Module({
  imports: [CoursesModule, OrganizationModule],
  providers: [
    ...PUBLIC_SERVICES,
    CandidateQueries,
    CardRows,
    EstimatesService,
    FirstAnswerQueries,
    ExamBankService,
    JoinedPractice,
    PublishSyllabiService,
  ],
  exports: PUBLIC_SERVICES,
})
export class PracticeModule {}
