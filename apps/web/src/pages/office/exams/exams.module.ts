import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { CandidateBoardController } from './board.controller';

@Module({
  imports: [ExportsModule, CertificationsModule, CoverageModule, OrganizationModule],
  controllers: [CandidateBoardController],
})
export class ExamsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '受験の状況',
      href: '/exams/board',
      permission: 'exams.follow',
      order: 79,
    });
  }
}
