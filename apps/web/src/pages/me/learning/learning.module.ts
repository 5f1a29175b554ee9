import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { LearningController } from './learning.controller';

@Module({ imports: [CoursesModule], controllers: [LearningController] })
export class LearningPagesModule {}
