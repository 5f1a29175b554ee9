import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { QuizzesModule } from '@app/quizzes';
import { QuizReturns } from './quiz-returns';
import { QuizController } from './quiz.controller';

@Module({
  imports: [CoursesModule, QuizzesModule],
  controllers: [QuizController],
  providers: [QuizReturns],
})
export class QuizPagesModule {}
