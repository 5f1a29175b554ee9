import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { PracticeModule } from '@app/practice';
import { QuizzesModule } from '@app/quizzes';
import { QuestionController } from './question.controller';
import { QuestionsController } from './questions.controller';

/** Reached from 模擬試験; no entry of its own in the menu. */
@Module({
  imports: [CoursesModule, PracticeModule, QuizzesModule],
  controllers: [QuestionsController, QuestionController],
})
export class QuestionsPagesModule {}
