import { sourceReply } from '../../../shell/lists/source-reply';
import { closableYear, closableYears, YearEndSource } from '@app/exports';
import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { ClosingQueries, ClosingsService } from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import { Clock, type CommandAnswer, fiscalYearOf, formatFiscalYear, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { closingForm } from './year-end.forms';
import { openOfYear } from './year-end.list';
import { yearEndView } from './year-end.views';

/** The year-end closing: what is still open of a fiscal year that is over, why, and the one act that ends it. */
@Controller('year-end')
@Allow('assignments.read')
export class YearEndController {
  constructor(
    private readonly queries: ClosingQueries,
    private readonly closings: ClosingsService,
    private readonly figures: MandatoryFigureQueries,
    private readonly source: YearEndSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/year-end/year-end')
  async showYearEnd(@Req() request: PageRequest) {
    const fiscalYear = this.yearOf(request);
    const counted = await this.figures.countedOn(this.clock.today());
    const [open, figures, closings, askedAgain] = await Promise.all([
      this.queries.listOpen(fiscalYear, counted),
      this.queries.previewFigures(fiscalYear, counted),
      this.queries.listClosings(),
      this.queries.countAskedAgain(fiscalYear),
    ]);
    return yearEndView(
      { fiscalYear, open, figures, closings, askedAgain },
      {
        years: this.years(),
        page: pageNumber(queryText(request, 'page')),
        canManage: hasPermission(actorOf(request), 'assignments.manage'),
        form: formView(request, { reason: '' }),
      },
    );
  }

  @Get(filesAt('open'))
  @Confirmed()
  async exportOpen(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    const list = openOfYear(this.yearOf(request));
    return sourceReply(request, { source: this.source, list, today });
  }

  @CommandRoute('', 'showYearEnd')
  @Allow('assignments.manage')
  async close(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(closingForm, body);
    const fiscalYear = this.namedYear(request);
    const closed = await this.closings.close(actorOf(request), fiscalYear, reason);
    return {
      location: `/year-end?year=${String(fiscalYear)}`,
      notice: `${formatFiscalYear(fiscalYear)}を締めました。残っていた受講${String(closed)}件は、未修了のまま求められなくなりました。次の年度締めまでは、元に戻せます。`,
    };
  }

  @CommandRoute('undo', 'showYearEnd')
  @Allow('assignments.manage')
  async undo(@Req() request: PageRequest): Promise<CommandAnswer> {
    const fiscalYear = await this.closings.undo(actorOf(request), this.namedYear(request));
    return {
      location: `/year-end?year=${String(fiscalYear)}`,
      notice: `${formatFiscalYear(fiscalYear)}の年度締めを元に戻しました。残っていた受講が、もう一度求められます。`,
    };
  }

  private yearOf(request: PageRequest): number {
    return closableYear(queryText(request, 'year'), this.clock.today());
  }

  /** An act says which year it means: nothing else is closed in its stead. */
  private namedYear(request: PageRequest): number {
    if ((queryText(request, 'year') ?? '') === '') throw new NotFound();
    return this.yearOf(request);
  }

  private years() {
    return closableYears(fiscalYearOf(this.clock.today()));
  }
}
