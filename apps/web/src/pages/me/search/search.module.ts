import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { OrganizationModule } from '@app/organization';
import { SearchController } from './search.controller';
import { SearchFinder } from './search.finder';

@Module({
  imports: [CoursesModule, OrganizationModule],
  controllers: [SearchController],
  providers: [SearchFinder],
})
export class SearchPagesModule {}
