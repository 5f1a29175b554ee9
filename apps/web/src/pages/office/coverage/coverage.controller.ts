import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { CoverageQueries } from '@app/coverage';
import { Clock, isLocalDate } from '@app/platform';
import { csvFile } from '../../../shell/csv-file';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { seesAnnouncedOnly, visibleDay } from '../../../shared/visible-day.rules';
import { coverageView } from './coverage.views';
import { coverageCsvHeader, coverageCsvRow } from './matrix.views';

@Controller()
@Allow('coverage.read')
export class CoverageController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('coverage', 'pages/office/coverage/coverage')
  async showCoverage(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const asked = queryText(request, 'asOf');
    const asOf = visibleDay(actor, asked, this.clock.today());
    return coverageView(await this.coverage.coverageAsOf(asOf), {
      seesAhead: !seesAnnouncedOnly(actor),
      isClipped: asked !== undefined && isLocalDate(asked) && asked > asOf,
      canAppoint: hasPermission(actor, 'appointments.manage'),
    });
  }

  @Get('coverage.csv')
  async exportCoverage(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const asOf = visibleDay(actor, queryText(request, 'asOf'), this.clock.today());
    const { units, rule } = await this.coverage.coverageAsOf(asOf);
    const day = { asOf, version: rule.version };
    const rows = units.map((unit) => coverageCsvRow(unit, day, !seesAnnouncedOnly(actor)));
    return csvFile(`coverage-${asOf}`, coverageCsvHeader(), rows);
  }
}
