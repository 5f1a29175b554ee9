import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { CertificationsModule } from '@app/certifications';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { CorrectionsController } from './corrections.controller';
import { EvidenceBeside } from './evidence-beside';
import { ReviewController } from './review.controller';
import { ReviewsController } from './reviews.controller';
import { RevocationController } from './revocation.controller';

@Module({
  imports: [ExportsModule, CertificationsModule, OrganizationModule],
  providers: [EvidenceBeside],
  controllers: [CorrectionsController, ReviewsController, ReviewController, RevocationController],
})
export class CertificationReviewsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'people',
      label: '資格の確認',
      href: '/certification-reviews',
      also: ['/certification-master'],
      permission: 'certifications.read',
      order: 80,
    });
  }
}
