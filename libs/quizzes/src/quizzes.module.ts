import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QuizAttempt } from './attempt/attempt.entity';
import { AttemptQueries } from './attempt/attempts.queries';
import { AttemptsService } from './attempt/attempts.service';
import { QuestionQueries } from './question/questions.queries';
import { QuestionsService } from './question/questions.service';

@Module({
  imports: [TypeOrmModule.forFeature([QuizAttempt])],
  providers: [QuestionsService, QuestionQueries, AttemptsService, AttemptQueries],
  exports: [QuestionsService, QuestionQueries, AttemptsService, AttemptQueries],
})
export class QuizzesModule {}
