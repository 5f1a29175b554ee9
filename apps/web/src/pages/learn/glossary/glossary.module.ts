import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { Navigation } from '../../../shell/navigation';
import { GlossaryController } from './glossary.controller';

@Module({ imports: [CoursesModule], controllers: [GlossaryController] })
export class GlossaryPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: '用語集',
      href: '/glossary',
      permission: 'self',
      order: 50,
    });
  }
}
