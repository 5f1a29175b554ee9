import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  CandidateFigureQueries,
  CoverageQueries,
  HeadCountForecastQueries,
  hasRates,
  HoldersOverTimeQueries,
  PublicationQueries,
  ruleLabel,
  TargetStandingQueries,
} from '@app/coverage';
import { Clock, formatDateShort, minDate, words } from '@app/platform';
import { listFile } from '../../../shell/lists/list-file';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { askedDay } from '../../../shared/asked-day';
import { seesAnnouncedOnly } from '../../../shared/visible-day.rules';
import { noRecordsOn, noRecordsView } from './before-records';
import { coverageHref } from './coverage-links';
import { coverageFigures } from './coverage-figures.views';
import { coverageView } from './coverage.views';
import { publishingView } from './publishing.views';
import { matrixList, matrixRecords } from './matrix-file.views';

@Controller()
@Allow('coverage.read')
export class CoverageController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly overTime: HoldersOverTimeQueries,
    private readonly forecasts: HeadCountForecastQueries,
    private readonly candidates: CandidateFigureQueries,
    private readonly publications: PublicationQueries,
    private readonly standings: TargetStandingQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('coverage', 'pages/office/coverage/coverage')
  async showCoverage(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const { asOf, asOfError } = askedDay(request, today);
    const noRecords = await noRecordsOn(this.coverage, { asOf, today }, coverageHref);
    if (noRecords) return noRecordsView('充足状況', asOf, noRecords);
    const city = await this.coverage.coverageAsOf(asOf);
    // What lies ahead is not an actual number yet.
    const holders = await this.overTime.holdersUntil(minDate(asOf, today), city.rule);
    const candidates = await this.candidates.candidatesOn(asOf, city.rule);
    const forecast =
      asOf > today ? null : await this.forecasts.foreseenOn(asOf, city.holder.target);
    const view = coverageView(city, {
      ...{ today, candidates, forecast },
      standings: await this.standings.listStandings(city),
      seesAhead: !seesAnnouncedOnly(actor),
      canAppoint: hasPermission(actor, 'appointments.manage'),
    });
    const figures = coverageFigures(city, holders, {
      ...{ seesAhead: !seesAnnouncedOnly(actor), forecast },
    });
    const published = asOf > today ? null : await this.publications.findOfDay(actor, city);
    const publishing = publishingView(published, {
      ...{ asOf, today, mayPublish: hasPermission(actor, 'figures.publish') },
    });
    return { ...view, figures, publishing, asOfError };
  }

  @Get('coverage.csv')
  async exportCsv(@Req() request: PageRequest) {
    return this.fileOf(request, 'csv');
  }

  @Get('coverage.xlsx')
  async exportXlsx(@Req() request: PageRequest) {
    return this.fileOf(request, 'xlsx');
  }

  private async fileOf(request: PageRequest, format: 'csv' | 'xlsx') {
    const actor = actorOf(request);
    const today = this.clock.today();
    const { asOf } = askedDay(request, today);
    const rates = hasRates(asOf, today);
    const frame = { asOf, seesAhead: !seesAnnouncedOnly(actor), hasRates: rates };
    await this.coverage.requireRecords(asOf);
    const city = await this.coverage.coverageAsOf(asOf);
    const title = `${words.unit}ごとの状況(${formatDateShort(asOf)}現在、${ruleLabel(city.rule)})`;
    const records = matrixRecords(city, frame);
    return listFile(matrixList(), records, format, { title, suffix: asOf });
  }
}
