import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { CoverageModule } from '@app/coverage';
import { CertificationChangeController } from './certification-change.controller';
import { CertificationMasterController } from './certification-master.controller';

/** Reached from 資格の確認. */
@Module({
  imports: [CertificationsModule, CoverageModule],
  controllers: [CertificationChangeController, CertificationMasterController],
})
export class CertificationMasterPagesModule {}
