import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission, seesAnnouncedOnly } from '@app/access';
import { CoverageQueries, hasRates, PublicationQueries, ruleLabel } from '@app/coverage';
import { Clock, formatDateShort, words } from '@app/platform';
import { listFile } from '../../../shell/lists/list-file';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { askedCountedDay } from '../../../shared/asked-day';
import { noRecordsOn, noRecordsView } from './before-records';
import { coverageHref } from './coverage-links';
import { coverageFigures } from './coverage-figures.views';
import { CityFacts } from './city-facts';
import { coverageView } from './coverage.views';
import { type MatrixAsked, matrixAsked } from './matrix-asked';
import { publishingView } from './publishing.views';
import { matrixList, matrixRecords } from './matrix-file.views';

@Controller()
@Allow('coverage.read')
export class CoverageController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly facts: CityFacts,
    private readonly publications: PublicationQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('coverage', 'pages/office/coverage/coverage')
  async showCoverage(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    const noRecords = await noRecordsOn(this.coverage, { asOf, today }, coverageHref);
    if (noRecords) return noRecordsView('充足状況', asOf, noRecords);
    const city = await this.coverage.coverageAsOf(asOf);
    const facts = await this.facts.tellOf(city, today);
    const lines = await this.facts.linesOf(city, today);
    const seesAhead = !seesAnnouncedOnly(actor);
    const view = coverageView(city, {
      ...facts,
      ...{ today, seesAhead },
      canAppoint: hasPermission(actor, 'appointments.manage'),
      asked: askedOf(request),
    });
    const figures = coverageFigures(
      city,
      { ...lines, departments: facts.departments },
      {
        ...{ seesAhead, forecast: facts.forecast },
        ...{ isAhead: asOf > today, hasRates: hasRates(asOf, today) },
      },
    );
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
    const { asOf } = askedCountedDay(request, today);
    const rates = hasRates(asOf, today);
    const frame = { asOf, seesAhead: !seesAnnouncedOnly(actor), hasRates: rates };
    await this.coverage.requireRecords(asOf);
    const city = await this.coverage.coverageAsOf(asOf);
    const title = `${words.unit}ごとの状況(${formatDateShort(asOf)}現在、${ruleLabel(city.rule)})`;
    const records = matrixRecords(city, frame);
    return listFile(matrixList(), records, format, { title, suffix: asOf });
  }
}

function askedOf(request: PageRequest): MatrixAsked {
  return matrixAsked({
    department: queryText(request, 'department'),
    state: queryText(request, 'state'),
    within: queryText(request, 'within'),
    sort: queryText(request, 'sort'),
  });
}
