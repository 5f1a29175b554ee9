import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { QuizzesModule } from '@app/quizzes';
import { Navigation } from '../../../shell/navigation';
import { CourseAssetsController } from './course-assets.controller';
import { CoursesController } from './courses.controller';

@Module({
  imports: [CoursesModule, QuizzesModule],
  controllers: [CoursesController, CourseAssetsController],
})
export class CoursesPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: '学ぶ',
      href: '/courses',
      also: ['/quiz-attempts'],
      permission: 'self',
      order: 20,
    });
  }
}
