import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { LearningApiController } from './learning.controller';

@Module({ imports: [CoursesModule], controllers: [LearningApiController] })
export class LearningApiModule {}
