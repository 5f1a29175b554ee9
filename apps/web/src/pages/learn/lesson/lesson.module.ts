import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { LessonController } from './lesson.controller';
import { OpenedPages } from './opened-pages';

@Module({
  imports: [CoursesModule, CoverageModule],
  controllers: [LessonController],
  providers: [OpenedPages],
})
export class LessonPagesModule {}
