import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { CoverageApiController } from './coverage.controller';

@Module({ imports: [CoverageModule], controllers: [CoverageApiController] })
export class CoverageApiModule {}
