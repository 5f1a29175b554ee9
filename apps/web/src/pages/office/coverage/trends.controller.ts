import { Controller, Get, Req } from '@nestjs/common';
import { FigureSnapshotQueries, TrendQueries } from '@app/coverage';
import { addMonths, Clock, formatMonth, numberText } from '@app/platform';
import { type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { monthOf, type TrendsAsked, trendsAsked } from './trends-asked';
import { TREND_LINES, trendLines } from './trends.list';
import { noTrendsView, trendsView } from './trends.views';

/** So far back that the same month of the year before stands beside each, however long its month is. */
const MONTHS_BEFORE = 13;

/** The figures month by month, as they were written down. */
@Controller('coverage/trends')
@Allow('coverage.read')
export class TrendsController {
  constructor(
    private readonly trends: TrendQueries,
    private readonly snapshots: FigureSnapshotQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/coverage/trends')
  async showTrends(@Req() request: PageRequest) {
    const { asked, days } = await this.askedOf(request);
    if (asked === null) return noTrendsView();
    const rows = await this.listRows(asked);
    const compared = await this.snapshots.getOf(asked.compare);
    const turns = await this.trends.listTurns(asked.from, asked.to);
    return trendsView({ asked, days, rows, turns, compared });
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportTrends(@Req() request: PageRequest) {
    const { asked } = await this.askedOf(request);
    const lines = asked === null ? [] : trendLines(await this.listRows(asked), asked);
    const range =
      asked === null ? '' : `${formatMonth(asked.from)}から${formatMonth(asked.to)}まで、`;
    return listReply(TREND_LINES, lines, requestedFormat(request), {
      title: `月ごとの推移(${range}${numberText(lines.length)}件)`,
      suffix: asked === null ? 'なし' : `${monthOf(asked.from)}_${monthOf(asked.to)}`,
    });
  }

  private async askedOf(request: PageRequest) {
    const days = await this.trends.listMonthEnds(this.clock.today());
    const asked = trendsAsked(
      {
        figure: queryText(request, 'figure'),
        from: queryText(request, 'from'),
        to: queryText(request, 'to'),
        compare: queryText(request, 'compare'),
      },
      days,
    );
    return { days, asked };
  }

  private async listRows({ from, to }: TrendsAsked) {
    return this.trends.listTrend(addMonths(from, -MONTHS_BEFORE), to);
  }
}
