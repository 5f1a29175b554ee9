import { Module } from '@nestjs/common';
import { CoursesPagesModule } from './courses/courses.module';
import { LessonPagesModule } from './lesson/lesson.module';
import { QuizPagesModule } from './quiz/quiz.module';
import { GlossaryPagesModule } from './glossary/glossary.module';

/** Where everybody learns. */
@Module({ imports: [CoursesPagesModule, LessonPagesModule, QuizPagesModule, GlossaryPagesModule] })
export class LearnWingModule {}
