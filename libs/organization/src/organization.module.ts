import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PlanWriter } from './import/apply-plan';
import { BaseStateQueries } from './import/base-state.queries';
import { ImportBatch } from './import/import-batch.entity';
import { ImportQueries } from './import/imports.queries';
import { OrganizationImports } from './import/imports.service';
import { EmploymentStatus } from './person/employment-status.entity';
import { Employment } from './person/employment.entity';
import { PeopleQueries } from './person/people.queries';
import { PersonChange } from './person/person-change.entity';
import { PersonChanges } from './person/person-changes.service';
import { Person } from './person/person.entity';
import { PostTitle } from './person/post-title.entity';
import { PostTitles } from './person/post-titles.service';
import { Posting } from './person/posting.entity';
import { StaffNumber } from './person/staff-number.entity';
import { OrgUnitPeriod } from './unit/org-unit-period.entity';
import { OrgUnit } from './unit/org-unit.entity';
import { UnitKpiFlags } from './unit/unit-kpi-flags.service';
import { UnitQueries } from './unit/units.queries';

const ENTITIES = [
  OrgUnit,
  OrgUnitPeriod,
  Person,
  PersonChange,
  StaffNumber,
  Employment,
  EmploymentStatus,
  Posting,
  PostTitle,
  ImportBatch,
];

@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  providers: [
    UnitQueries,
    PeopleQueries,
    BaseStateQueries,
    PlanWriter,
    PersonChanges,
    OrganizationImports,
    ImportQueries,
    PostTitles,
    UnitKpiFlags,
  ],
  exports: [
    UnitQueries,
    PeopleQueries,
    PersonChanges,
    OrganizationImports,
    ImportQueries,
    PostTitles,
    UnitKpiFlags,
  ],
})
export class OrganizationModule {}
