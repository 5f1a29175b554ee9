import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { PracticeModule } from '@app/practice';
import { QuizzesModule } from '@app/quizzes';
import { QuizReturns } from './quiz-returns';
import { QuizController } from './quiz.controller';

@Module({
  imports: [CoursesModule, PracticeModule, QuizzesModule],
  controllers: [QuizController],
  providers: [QuizReturns],
})
export class QuizPagesModule {}
