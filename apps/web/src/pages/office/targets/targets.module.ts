import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { TargetChangesController } from './target-changes.controller';
import { TargetsController } from './targets.controller';

/** Reached from 充足状況 and from the settings. */
@Module({
  imports: [CoverageModule],
  controllers: [TargetsController, TargetChangesController],
})
export class TargetsPagesModule {}
