import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { QuizzesModule } from '@app/quizzes';
import { ExamBankService } from './bank/exam-bank.service';
import { CardRows } from './card/card-rows';
import { EstimateQueries } from './estimate/estimates.queries';
import { EstimatesService } from './estimate/estimates.service';
import { FirstAnswerQueries } from './estimate/first-answers.queries';
import { FitQuestionsService } from './estimate/fit-questions.service';
import { PastEstimateQueries } from './estimate/past-estimates.queries';
import { ExtraTimeQueries } from './extra-time/extra-time.queries';
import { ExtraTimeService } from './extra-time/extra-time.service';
import { JoinedMocks } from './joining/joined-mocks';
import { JoinedPractice } from './joining/joined-practice';
import { MasteryQueries } from './mastery/mastery.queries';
import { MockQueries } from './mock/mock.queries';
import { MockUseQueries } from './mock/mock-use.queries';
import { MocksService } from './mock/mocks.service';
import { NoticeWishQueries } from './notices/notice-wishes.queries';
import { NoticeWishesService } from './notices/notice-wishes.service';
import { QuestionStatisticsQueries } from './question/question-statistics.queries';
import { QuestionStatisticsService } from './question/question-statistics.service';
import { CandidateQueries } from './session/candidates.queries';
import { PracticeSessionsService } from './session/practice-sessions.service';
import { PracticeQueries } from './session/practice.queries';
import { JoinedSuggestions } from './suggestion/joined-suggestions';
import { SuggestionQueries } from './suggestion/suggestions.queries';
import { SuggestionsService } from './suggestion/suggestions.service';
import { PublishSyllabiService } from './syllabus/publish-syllabi.service';
import { SyllabusQueries } from './syllabus/syllabus.queries';

const PUBLIC_SERVICES = [
  EstimateQueries,
  EstimatesService,
  FitQuestionsService,
  ExtraTimeQueries,
  ExtraTimeService,
  MasteryQueries,
  MockQueries,
  MockUseQueries,
  MocksService,
  NoticeWishQueries,
  NoticeWishesService,
  PracticeQueries,
  PracticeSessionsService,
  SuggestionQueries,
  SuggestionsService,
  PastEstimateQueries,
  QuestionStatisticsQueries,
  QuestionStatisticsService,
  SyllabusQueries,
];

/** Preparing for ITパスポート: what it asks, the questions there are, practice. */
@Module({
  imports: [CoursesModule, OrganizationModule, QuizzesModule],
  providers: [
    ...PUBLIC_SERVICES,
    CandidateQueries,
    CardRows,
    FirstAnswerQueries,
    ExamBankService,
    JoinedMocks,
    JoinedPractice,
    JoinedSuggestions,
    PublishSyllabiService,
  ],
  exports: PUBLIC_SERVICES,
})
export class PracticeModule {}
