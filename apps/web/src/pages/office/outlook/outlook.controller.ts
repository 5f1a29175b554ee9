import { sourceReply } from '../../../shell/lists/source-reply';
import {
  OneShortSource,
  outlookYearEnd,
  SHORT_TITLE,
  shortSearch,
  wantedShortOnes,
} from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission, seesAllUnits } from '@app/access';
import { RoleQueries } from '@app/appointments';
import {
  CoverageOutlookQueries,
  type OutlookFilter,
  type OutlookSort,
  noBooksText,
  CountingRuleQueries,
  ruleLabel,
} from '@app/coverage';
import { StaffTurnoverQueries } from '@app/organization';
import {
  Clock,
  fiscalYearEnd,
  fiscalYearOf,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  numberText,
} from '@app/platform';
import { askedCountedDay } from '../../../shared/asked-day';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { type OutlookSearch, outlookSearch } from './outlook.forms';
import { OUTLOOK_TITLE, outlookHref, shortHref } from './outlook-links';
import { noOutlookView, OUTLOOK_PAGE_SIZE, outlookList, outlookView } from './outlook.views';
import { onlyTodayView, shortList, shortView } from './short.views';

/** Which units will be without a leader at the end of each fiscal year, and what it would take. */
@Controller('coverage/outlook')
@Allow('coverage.read')
export class OutlookController {
  constructor(
    private readonly outlook: CoverageOutlookQueries,
    private readonly turnover: StaffTurnoverQueries,
    private readonly roles: RoleQueries,
    private readonly short: OneShortSource,
    private readonly rules: CountingRuleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/outlook/outlook')
  async showOutlook(@Req() request: PageRequest) {
    const search = outlookSearch.parse(request.query);
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    const books = await this.booksAfter(asOf);
    if (books !== null) return noOutlookView(OUTLOOK_TITLE, asOf, books, outlookHref);
    const page = pageNumber(queryText(request, 'page'));
    const asked = { number: page, size: OUTLOOK_PAGE_SIZE };
    const found = await this.outlook.listUnits(
      actorOf(request),
      unitFilter(search, { from: asOf, today }),
      asked,
    );
    const named = found.rows.filter((it) => it.best !== null || it.leaders.length > 0);
    if (named.length > 0) noteTeamRead(request, named.length);
    const names = await this.roles.readAskable();
    const actor = actorOf(request);
    const seesTeams = hasPermission(actor, 'team.read') && seesAllUnits(actor);
    return { ...outlookView(found, { asOf, today, search, page, names, seesTeams }), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportOutlook(@Req() request: PageRequest) {
    const search = outlookSearch.parse(request.query);
    const { asOf } = askedCountedDay(request, this.clock.today());
    await this.requireBooks(asOf);
    const today = this.clock.today();
    const filter = unitFilter(search, { from: asOf, today });
    const { rows } = await this.outlook.listUnits(actorOf(request), filter, null);
    const rule = await this.rules.getRuleOn(asOf);
    const list = outlookList({
      ...{ names: await this.roles.readAskable(), asOf, today, seesTeams: false },
    });
    return listReply(list, rows, requestedFormat(request), {
      title: `${OUTLOOK_TITLE}(${formatDateShort(asOf)}現在、${ruleLabel(rule)}、${numberText(rows.length)}件)`,
      suffix: asOf,
    });
  }

  @PageRoute('short', 'pages/office/outlook/short')
  async showShort(@Req() request: PageRequest) {
    const search = shortSearch.parse(request.query);
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    const books = await this.booksAfter(asOf);
    if (books !== null) return noOutlookView(SHORT_TITLE, asOf, books, shortHref);
    if (asOf < today) return { ...onlyTodayView(asOf, today), asOfError };
    const page = pageNumber(queryText(request, 'page'));
    const asked = { number: page, size: OUTLOOK_PAGE_SIZE };
    const filter = wantedShortOnes(search, { from: asOf, today });
    const found = await this.outlook.listOneShort(actorOf(request), filter, asked);
    if (found.rows.length > 0) noteTeamRead(request, found.rows.length);
    const names = await this.roles.readAskable();
    return { ...shortView(found, { asOf, search, page, names }), asOfError };
  }

  @Get(filesAt('short/list'))
  @Confirmed()
  async exportShort(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf } = askedCountedDay(request, today);
    const list = shortList(await this.roles.readAskable(), asOf);
    return sourceReply(request, { source: this.short, list, today });
  }

  /** Of a day on which nobody kept books yet nothing was foreseen: the first day on which it could be; else null. */
  private async booksAfter(asOf: LocalDate): Promise<LocalDate | null> {
    const first = await this.turnover.booksFrom();
    return first !== null && asOf < first ? first : null;
  }

  private async requireBooks(asOf: LocalDate): Promise<void> {
    const first = await this.booksAfter(asOf);
    if (first !== null) throw new InvalidInput({ asOf: noBooksText(asOf, first) });
  }
}

type Days = Pick<OutlookFilter, 'from' | 'today'>;

/** Without a year the next end of one. */
function unitFilter({ year, state, department, sort = 'state' }: OutlookSearch, days: Days) {
  const yearEnd =
    year === undefined ? fiscalYearEnd(fiscalYearOf(days.from)) : outlookYearEnd(year);
  const order: OutlookSort = sort;
  return { ...days, yearEnd, state, department, sort: order };
}
