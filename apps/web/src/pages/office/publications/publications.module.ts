import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { PublicationController } from './publication.controller';
import { PublicationsController } from './publications.controller';
import { PublishingController } from './publishing.controller';

/** Reached from 充足状況. What has an address of its own stands before what is asked for by its id. */
@Module({
  imports: [CoverageModule],
  controllers: [PublicationsController, PublishingController, PublicationController],
})
export class PublicationsPagesModule {}
