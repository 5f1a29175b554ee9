import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { OpenDataController } from './open-data.controller';

/** For everybody, without signing in, where the city has switched it on. */
@Module({ imports: [CoverageModule], controllers: [OpenDataController] })
export class OpenDataPagesModule {}
