import { seesAnnouncedOnly } from '@app/access';
import { Controller, Get, Req } from '@nestjs/common';
import {
  CountingRuleQueries,
  CoverageQueries,
  FigurePeopleQueries,
  isPeopleFigure,
  isUnitFigure,
  ruleLabel,
  TargetQueries,
} from '@app/coverage';
import {
  Clock,
  formatDateShort,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  NotFound,
  parseFiscalYear,
  requireExportable,
} from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { askedCountedDay } from '../../../shared/asked-day';
import { noRecordsOn } from './before-records';
import { type FigurePlace, peopleHref } from './coverage-links';
import { peopleBehindFigure } from './people.list';
import { figureName, peopleBeforeRecordsView, peopleView, unitsView } from './people.views';
import { rulesView } from './rules.views';

@Controller('coverage')
@Allow('coverage.read')
export class FiguresController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly people: FigurePeopleQueries,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('people', 'pages/office/coverage/people')
  async showPeople(@Req() request: PageRequest) {
    const figure = queryText(request, 'figure') ?? '';
    const today = this.clock.today();
    const { asOf, asOfError } = askedCountedDay(request, today);
    if (!isUnitFigure(figure) && !isPeopleFigure(figure)) throw new NotFound();
    const place = placeOf(request);
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
    const found = await this.people.peopleBehind({ ...askedOf(place), figure, on: asOf, page });
    const shown = [...found.people, ...found.leftOut];
    noteOnlyOne(request, shown, found.total + found.leftOutTotal);
    return { ...peopleView(found, { figure, place, asOf, today, page }), asOfError };
  }

  @Get(filesAt('people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const [figure, asOf] = [queryText(request, 'figure') ?? '', this.dayOf(request)];
    if (!isPeopleFigure(figure)) throw new NotFound();
    await this.coverage.requireRecords(asOf);
    const asked = { ...askedOf(placeOf(request)), figure, on: asOf };
    const found = await this.people.peopleBehind({
      ...asked,
      page: 1,
      pageSize: MAXIMUM_EXPORT_ROWS,
    });
    requireExportable(found.total + found.leftOutTotal);
    const rows = [...found.people, ...found.leftOut];
    const name = figureName(figure, found.courseTitle);
    const place = found.unitName ?? '市全体';
    return listReply(peopleBehindFigure(figure, asOf), rows, requestedFormat(request), {
      title: `${place}の${name}(${formatDateShort(asOf)}現在、${ruleLabel(found.rule)}、数えた人${String(found.total)}名、数えなかった人${String(found.leftOutTotal)}名)`,
      suffix: `${place}の${name}_${asOf}`,
    });
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

  private dayOf(request: PageRequest): LocalDate {
    return askedCountedDay(request, this.clock.today()).asOf;
  }
}

function placeOf(request: PageRequest): FigurePlace {
  const year = queryText(request, 'year');
  return {
    unit: queryText(request, 'unit'),
    outside: queryText(request, 'outside'),
    department: queryText(request, 'department'),
    course: queryText(request, 'course'),
    year: yearOf(year),
  };
}

/** A year that is none names no course: the people of all courses would be another list. */
function yearOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const year = parseFiscalYear(text);
  if (year === null) throw new NotFound();
  return year;
}

/** A place as the question about the people behind a figure names it. */
function askedOf({ unit, outside, department, course: key, year: fiscalYear }: FigurePlace) {
  const course = key !== undefined && fiscalYear !== undefined ? { key, fiscalYear } : undefined;
  return { unitCode: unit, outsideOf: outside, department, course };
}
