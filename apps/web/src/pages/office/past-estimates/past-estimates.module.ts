import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { PracticeModule } from '@app/practice';
import { PastEstimatesController } from './past-estimates.controller';

/** Reached from 模擬試験; no entry of its own in the menu. */
@Module({
  imports: [CertificationsModule, PracticeModule],
  controllers: [PastEstimatesController],
})
export class PastEstimatesPagesModule {}
