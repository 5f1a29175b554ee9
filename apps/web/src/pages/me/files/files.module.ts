import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { FilesController } from './files.controller';

/** Reached from 設定, from long lists, and after a file was ordered. */
@Module({ imports: [ExportsModule], controllers: [FilesController] })
export class FilesPagesModule {}
