import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { CertificationRecordsController } from './certification-records.controller';

@Module({ imports: [CertificationsModule], controllers: [CertificationRecordsController] })
export class CertificationRecordsApiModule {}
