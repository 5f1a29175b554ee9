import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { OrganizationModule } from '@app/organization';
import { MyActivitiesController } from './my-activities.controller';

/** Reached from わたしの役割. */
@Module({
  imports: [AppointmentsModule, OrganizationModule],
  controllers: [MyActivitiesController],
})
export class MyActivitiesPagesModule {}
