import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationModule } from '@app/organization';
import { QuizAttempt } from './attempt/attempt.entity';
import { AnswerFaults } from './attempt/answer-faults';
import { AttemptQueries } from './attempt/attempts.queries';
import { AttemptsService } from './attempt/attempts.service';
import { FinishedAttemptQueries } from './attempt/finished-attempts.queries';
import { JoinedAttempts } from './attempt/joined-attempts';
import { RetriesService } from './attempt/retries.service';
import { QuestionQueries } from './question/questions.queries';
import { QuestionsService } from './question/questions.service';
import { RescoredPeopleQueries } from './rescoring/rescored-people.queries';
import { RescoringService } from './rescoring/rescoring.service';
import { WithdrawalQueries } from './withdrawal/withdrawals.queries';
import { WithdrawalsService } from './withdrawal/withdrawals.service';

const PUBLIC_SERVICES = [
  AnswerFaults,
  AttemptQueries,
  AttemptsService,
  FinishedAttemptQueries,
  QuestionQueries,
  QuestionsService,
  RescoredPeopleQueries,
  RescoringService,
  RetriesService,
  WithdrawalQueries,
  WithdrawalsService,
];

@Module({
  imports: [TypeOrmModule.forFeature([QuizAttempt]), OrganizationModule],
  providers: [...PUBLIC_SERVICES, JoinedAttempts],
  exports: PUBLIC_SERVICES,
})
export class QuizzesModule {}
