import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { ReportsController } from './reports.controller';

/** Reached from 充足状況. */
@Module({ imports: [ExportsModule], controllers: [ReportsController] })
export class ReportsPagesModule {}
