import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { Navigation } from '../../../shell/navigation';
import { LearningController } from './learning.controller';

@Module({ imports: [CoursesModule], controllers: [LearningController] })
export class LearningPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: '受講記録',
      href: '/learning',
      permission: 'self',
      order: 40,
    });
  }
}
