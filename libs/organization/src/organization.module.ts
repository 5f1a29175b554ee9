import { Module } from '@nestjs/common';
import { PlanWriter } from './import/apply-plan';
import { BaseStateQueries } from './import/base-state.queries';
import { ImportQueries } from './import/imports.queries';
import { OrganizationImports } from './import/imports.service';
import { PeopleQueries } from './person/people.queries';
import { PostTitles } from './person/post-titles.service';
import { UnitKpiFlags } from './unit/unit-kpi-flags.service';
import { UnitQueries } from './unit/units.queries';

const SERVICES = [
  UnitQueries,
  PeopleQueries,
  OrganizationImports,
  ImportQueries,
  PostTitles,
  UnitKpiFlags,
];

@Module({
  providers: [...SERVICES, BaseStateQueries, PlanWriter],
  exports: SERVICES,
})
export class OrganizationModule {}
