import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { CertificateEntriesController } from './certificate-entries.controller';

@Module({ imports: [CertificationsModule], controllers: [CertificateEntriesController] })
export class CertificateEntriesPagesModule {}
