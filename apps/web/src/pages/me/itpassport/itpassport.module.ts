import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { PracticeModule } from '@app/practice';
import { Navigation } from '../../../shell/navigation';
import { ExamDays } from './exam-days';
import { ItPassportController } from './itpassport.controller';
import { PracticeController } from './practice.controller';

@Module({
  imports: [CertificationsModule, PracticeModule],
  controllers: [ItPassportController, PracticeController],
  providers: [ExamDays],
})
export class ItPassportPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: 'ITパスポート',
      href: '/itpassport',
      permission: 'self',
      order: 25,
    });
  }
}
