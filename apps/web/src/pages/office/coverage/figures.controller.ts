import { Controller, Req } from '@nestjs/common';
import {
  CountingRuleQueries,
  CoverageQueries,
  FigurePeopleQueries,
  isPeopleFigure,
  isUnitFigure,
} from '@app/coverage';
import { Clock, type LocalDate, NotFound } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { seesAnnouncedOnly, visibleDay } from '../../../shared/visible-day.rules';
import type { FigurePlace } from './coverage-links';
import { peopleView, unitsView } from './people.views';
import { rulesView } from './rules.views';

@Controller('coverage')
@Allow('coverage.read')
export class FiguresController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly people: FigurePeopleQueries,
    private readonly rules: CountingRuleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('people', 'pages/office/coverage/people')
  async showPeople(@Req() request: PageRequest) {
    const [figure, asOf] = [queryText(request, 'figure') ?? '', this.dayOf(request)];
    const today = this.clock.today();
    if (isUnitFigure(figure)) {
      const seesAhead = !seesAnnouncedOnly(actorOf(request));
      return unitsView(await this.coverage.coverageAsOf(asOf), figure, { today, seesAhead });
    }
    if (!isPeopleFigure(figure)) throw new NotFound();
    const [place, page] = [placeOf(request), pageNumber(queryText(request, 'page'))];
    const { unit: unitCode, outside: outsideOf, course: key, year: fiscalYear } = place;
    const course = key !== undefined && fiscalYear !== undefined ? { key, fiscalYear } : undefined;
    const question = { figure, unitCode, outsideOf, course, on: asOf, page };
    const found = await this.people.peopleBehind(question);
    return peopleView(found, { figure, place, asOf, today, page });
  }

  @PageRoute('rules', 'pages/office/coverage/rules')
  async showRules(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const [rule, rules, targets] = await Promise.all([
      this.rules.getRuleOn(asOf),
      this.rules.listRules(),
      this.rules.listTargets(),
    ]);
    return rulesView({ rule, rules, targets }, asOf);
  }

  private dayOf(request: PageRequest): LocalDate {
    return visibleDay(actorOf(request), queryText(request, 'asOf'), this.clock.today());
  }
}

function placeOf(request: PageRequest): FigurePlace {
  const year = queryText(request, 'year');
  return {
    unit: queryText(request, 'unit'),
    outside: queryText(request, 'outside'),
    course: queryText(request, 'course'),
    year: year !== undefined && /^\d{4}$/.test(year) ? Number(year) : undefined,
  };
}
