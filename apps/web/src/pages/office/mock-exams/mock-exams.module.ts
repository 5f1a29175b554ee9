import { Module } from '@nestjs/common';
import { PracticeModule } from '@app/practice';
import { Navigation } from '../../../shell/navigation';
import { MockExamsController } from './mock-exams.controller';

@Module({ imports: [PracticeModule], controllers: [MockExamsController] })
export class MockExamsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'training',
      label: '模擬試験',
      href: '/mock-exams',
      permission: 'exam_time.manage',
      order: 95,
    });
  }
}
