import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { YearEndController } from './year-end.controller';

/** Reached from 受講指定: a page that is needed once a year has no entry of its own in the menu. */
@Module({
  imports: [ExportsModule, CoursesModule, CoverageModule],
  controllers: [YearEndController],
})
export class YearEndPagesModule {}
