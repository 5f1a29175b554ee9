import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { OfficeHandoversController } from './office-handovers.controller';

/** Reached from 任命: before its controllers, for `/appointments/handovers` is no appointment. */
@Module({ imports: [CoverageModule], controllers: [OfficeHandoversController] })
export class OfficeHandoversPagesModule {}
