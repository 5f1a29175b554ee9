import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { Navigation } from '../../../shell/navigation';
import { CityFacts } from './city-facts';
import { CoverageController } from './coverage.controller';
import { FiguresController } from './figures.controller';
import { ForecastController } from './forecast.controller';
import { OpeningsController } from './openings.controller';
import { TrendsController } from './trends.controller';
import { VacanciesController } from './vacancies.controller';

@Module({
  imports: [ExportsModule, AppointmentsModule, CoverageModule],
  providers: [CityFacts],
  controllers: [
    CoverageController,
    FiguresController,
    ForecastController,
    OpeningsController,
    TrendsController,
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
