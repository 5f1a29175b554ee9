import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { JoinsController } from './joins.controller';
import { NewJoinController } from './new-join.controller';
import { PartingController } from './parting.controller';

@Module({
  imports: [OrganizationModule],
  controllers: [NewJoinController, PartingController, JoinsController],
})
export class JoinsPagesModule {}
