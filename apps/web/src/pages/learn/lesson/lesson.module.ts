import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { LessonController } from './lesson.controller';

@Module({ imports: [CoursesModule, CoverageModule], controllers: [LessonController] })
export class LessonPagesModule {}
