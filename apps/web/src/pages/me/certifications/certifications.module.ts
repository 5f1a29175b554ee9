import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { PracticeModule } from '@app/practice';
import { Navigation } from '../../../shell/navigation';
import { CertificateReportController } from './certificate-report.controller';
import { CertificationsController } from './certifications.controller';
import { ExamBookingController } from './exam-booking.controller';
import { ExamsController } from './exams.controller';
import { OwnWayController } from './way.controller';
import { WithdrawalController } from './withdrawal.controller';

@Module({
  imports: [CertificationsModule, PracticeModule],
  controllers: [
    CertificationsController,
    CertificateReportController,
    WithdrawalController,
    ExamBookingController,
    ExamsController,
    OwnWayController,
  ],
})
export class CertificationsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: '資格',
      href: '/certifications',
      permission: 'self',
      order: 30,
    });
  }
}
