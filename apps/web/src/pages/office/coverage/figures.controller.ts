import { seesAnnouncedOnly } from '@app/access';
import { Controller, Get, Req } from '@nestjs/common';
import {
  CountingRuleQueries,
  CoverageQueries,
  FigurePeopleQueries,
  isPeopleFigure,
  isUnitFigure,
  TargetQueries,
} from '@app/coverage';
import { askedPlace, FigurePeopleSource, figurePlace } from '@app/exports';
import { Clock, NotFound } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { givenQuery, sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { askedCountedDay } from '../../../shared/asked-day';
import { noRecordsOn } from './before-records';
import { peopleHref } from './coverage-links';
import { peopleBehindFigure } from './people.list';
import { peopleBeforeRecordsView, peopleView, unitsView } from './people.views';
import { rulesView } from './rules.views';

@Controller('coverage')
@Allow('coverage.read')
export class FiguresController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly people: FigurePeopleQueries,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
    private readonly source: FigurePeopleSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('people', 'pages/office/coverage/people')
  async showPeople(@Req() request: PageRequest) {
    const figure = queryText(request, 'figure') ?? '';
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    if (!isUnitFigure(figure) && !isPeopleFigure(figure)) throw new NotFound();
    const place = figurePlace(givenQuery(request));
    const noRecords = await noRecordsOn(this.coverage, { asOf, today }, (day) =>
      peopleHref(figure, day, place),
    );
    if (noRecords) return peopleBeforeRecordsView({ figure, place, asOf }, noRecords);
    if (isUnitFigure(figure)) {
      const seesAhead = !seesAnnouncedOnly(actorOf(request));
      const city = await this.coverage.coverageAsOf(asOf);
      return { ...unitsView(city, figure, { today, seesAhead }), asOfError };
    }
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.people.peopleBehind({ ...askedPlace(place), figure, on: asOf, page });
    const shown = [...found.people, ...found.leftOut];
    noteOnlyOne(request, shown, found.total + found.leftOutTotal);
    return { ...peopleView(found, { figure, place, asOf, today, page }), asOfError };
  }

  @Get(filesAt('people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const [figure, today] = [queryText(request, 'figure') ?? '', this.clock.today()];
    if (!isPeopleFigure(figure)) throw new NotFound();
    const { asOf } = askedCountedDay(request, today);
    await this.coverage.requireRecords(asOf);
    const rule = await this.rules.getRuleOn(asOf);
    const list = peopleBehindFigure(figure, { asOf, rule });
    return sourceReply(request, { source: this.source, list, today });
  }

  @PageRoute('rules', 'pages/office/coverage/rules')
  async showRules(@Req() request: PageRequest) {
    const { asOf, asOfError } = askedCountedDay(request, this.clock.today());
    const [rule, rules, targets] = await Promise.all([
      this.rules.getRuleOn(asOf),
      this.rules.listRules(),
      this.targets.listTargets(),
    ]);
    return { ...rulesView({ rule, rules, targets }, asOf), asOfError };
  }
}
