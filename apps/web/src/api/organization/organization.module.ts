import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { OrganizationApiController } from './organization.controller';

@Module({ imports: [OrganizationModule], controllers: [OrganizationApiController] })
export class OrganizationApiModule {}
