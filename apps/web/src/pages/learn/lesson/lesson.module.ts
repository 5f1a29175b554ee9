import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { LessonController } from './lesson.controller';

@Module({ imports: [CoursesModule], controllers: [LessonController] })
export class LessonPagesModule {}
