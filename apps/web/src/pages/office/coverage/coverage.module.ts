import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { Navigation } from '../../../shell/navigation';
import { CoverageController } from './coverage.controller';
import { FiguresController } from './figures.controller';

@Module({ imports: [CoverageModule], controllers: [CoverageController, FiguresController] })
export class CoveragePagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'city',
      label: '充足状況',
      href: '/coverage',
      permission: 'coverage.read',
      order: 50,
    });
  }
}
