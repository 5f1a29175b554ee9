import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationModule } from '@app/organization';
import { QuizAttempt } from './attempt/attempt.entity';
import { AttemptQueries } from './attempt/attempts.queries';
import { AttemptsService } from './attempt/attempts.service';
import { JoinedAttempts } from './attempt/joined-attempts';
import { QuestionQueries } from './question/questions.queries';
import { QuestionsService } from './question/questions.service';

@Module({
  imports: [TypeOrmModule.forFeature([QuizAttempt]), OrganizationModule],
  providers: [QuestionsService, QuestionQueries, AttemptsService, AttemptQueries, JoinedAttempts],
  exports: [QuestionsService, QuestionQueries, AttemptsService, AttemptQueries],
})
export class QuizzesModule {}
