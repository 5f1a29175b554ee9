import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { JoinsController } from './joins.controller';
import { NewJoinController } from './new-join.controller';

@Module({ imports: [OrganizationModule], controllers: [NewJoinController, JoinsController] })
export class JoinsPagesModule {}
