import { Controller, Get, Req } from '@nestjs/common';
import {
  CoverageQueries,
  FigureSnapshotQueries,
  HeadCountForecastQueries,
  HoldersOverTimeQueries,
} from '@app/coverage';
import {
  addDays,
  Clock,
  formatDateShort,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
} from '@app/platform';
import { askedCountedDay } from '../../../shared/asked-day';
import type { PageRequest } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { noRecordsOn, noRecordsView } from './before-records';
import { forecastHref } from './coverage-links';
import { aheadForecastView, forecastView, PAST_FORECASTS, withYearLater } from './forecast.views';

/** Two years of months are shown; the files hold all. */
const SHOWN_MONTHS = 24;
const FIRST_DAY: LocalDate = '2000-01-01';

/** What may become of the number of holders, as it was foreseen by a day. */
@Controller('coverage/forecast')
@Allow('coverage.read')
export class ForecastController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly forecasts: HeadCountForecastQueries,
    private readonly overTime: HoldersOverTimeQueries,
    private readonly snapshots: FigureSnapshotQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/coverage/forecast')
  async showForecast(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    if (asOf > today) return aheadForecastView(asOf, today);
    const noRecords = await noRecordsOn(this.coverage, { asOf, today }, forecastHref);
    if (noRecords) return noRecordsView('取得者数の見通し', asOf, noRecords);
    const { holder, rule } = await this.coverage.coverageAsOf(asOf);
    const kept = await this.forecasts.foreseenOn(asOf, holder.target);
    const holders = await this.overTime.holdersUntil(asOf, rule);
    const past = await this.listPast(asOf, SHOWN_MONTHS);
    return { ...forecastView({ asOf, today, holder, holders, kept, past }), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportForecasts(@Req() request: PageRequest) {
    const { asOf } = askedCountedDay(request, this.clock.today());
    const past = await this.listPast(asOf, MAXIMUM_EXPORT_ROWS);
    return listReply(PAST_FORECASTS, past, requestedFormat(request), {
      title: `これまでの取得者数の見通し(${formatDateShort(asOf)}まで)`,
      suffix: asOf,
    });
  }

  private async listPast(asOf: LocalDate, limit: number) {
    const forecasts = await this.forecasts.listMonthly(asOf, { limit, offset: 0 });
    const from = forecasts.at(-1)?.madeOn ?? FIRST_DAY;
    const months = await this.snapshots.listMonths(from, addDays(asOf, -1));
    return withYearLater(forecasts, months, asOf);
  }
}
