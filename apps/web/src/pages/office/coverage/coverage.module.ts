import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { Navigation } from '../../../shell/navigation';
import { CoverageController } from './coverage.controller';
import { FiguresController } from './figures.controller';
import { ForecastController } from './forecast.controller';
import { OpeningsController } from './openings.controller';
import { VacanciesController } from './vacancies.controller';

@Module({
  imports: [AppointmentsModule, CoverageModule],
  controllers: [
    CoverageController,
    FiguresController,
    ForecastController,
    OpeningsController,
    VacanciesController,
  ],
})
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
