import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { OutlookController } from './outlook.controller';

/** Reached from 充足状況 and its pages. */
@Module({
  imports: [ExportsModule, AppointmentsModule, CoverageModule, OrganizationModule],
  controllers: [OutlookController],
})
export class OutlookPagesModule {}
