import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { BenchController } from './bench.controller';

/** Reached from 任命: before its controllers, for `/appointments/bench` is no appointment. */
@Module({
  imports: [ExportsModule, AppointmentsModule, CoverageModule, OrganizationModule],
  controllers: [BenchController],
})
export class BenchPagesModule {}
