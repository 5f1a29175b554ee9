import { Module } from '@nestjs/common';
import { OrganizationModule } from '@app/organization';
import { PeopleController } from './people.controller';

@Module({ imports: [OrganizationModule], controllers: [PeopleController] })
export class PeoplePagesModule {}
