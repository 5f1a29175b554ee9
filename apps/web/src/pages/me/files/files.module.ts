import { Module } from '@nestjs/common';
import { SYSTEM_ROLES } from '@app/access';
import { ExportsModule } from '@app/exports';
import { Navigation } from '../../../shell/navigation';
import { FilesController } from './files.controller';

@Module({ imports: [ExportsModule], controllers: [FilesController] })
export class FilesPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: '保存したファイル',
      href: '/files',
      permission: 'self',
      order: 90,
      // Whoever has no list of others has no files of them.
      isShown: ({ roles }) => SYSTEM_ROLES.some((role) => roles.includes(role)),
    });
  }
}
