import { Injectable } from '@nestjs/common';
import {
  CoverageQueries,
  FigurePeopleQueries,
  figureName,
  isPeopleFigure,
  type PersonBehind,
  ruleLabel,
} from '@app/coverage';
import { formatDateShort, NotFound, parseFiscalYear, people } from '@app/platform';
import {
  type ListAsked,
  type ListQuery,
  type ListSlice,
  ListSource,
  type OpenList,
} from '../list/list-source';
import { askedCountedDayOf } from '../list/asked-day';
import { figurePeopleInFiles } from './figure-people.list';

/** The place of a figure, as an address names it. */
export interface FigurePlace {
  readonly unit?: string | undefined;
  readonly outside?: string | undefined;
  /** A 部 with everything below it. */
  readonly department?: string | undefined;
  readonly course?: string | undefined;
  readonly year?: number | undefined;
}

export function figurePlace(query: ListQuery): FigurePlace {
  const named = (key: string) => (query[key] === '' ? undefined : query[key]);
  return {
    unit: named('unit'),
    outside: named('outside'),
    department: named('department'),
    course: named('course'),
    year: yearOf(named('year')),
  };
}

/** A year that is none names no course: the people of all courses would be another list. */
function yearOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const year = parseFiscalYear(text);
  if (year === null) throw new NotFound();
  return year;
}

/** A place as the question about the people behind a figure names it. */
export function askedPlace({ unit, outside, department, course: key, year }: FigurePlace) {
  const course = key !== undefined && year !== undefined ? { key, fiscalYear: year } : undefined;
  return { unitCode: unit, outsideOf: outside, department, course };
}

/** The people behind a figure: who is counted, then who is not, and why. */
@Injectable()
export class FigurePeopleSource extends ListSource<PersonBehind> {
  readonly key = 'figure_people';
  readonly permission = 'coverage.read';

  constructor(
    private readonly coverage: CoverageQueries,
    private readonly figures: FigurePeopleQueries,
  ) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<PersonBehind>> {
    const { query } = asked;
    const figure = query['figure'] ?? '';
    if (!isPeopleFigure(figure)) throw new NotFound();
    const on = askedCountedDayOf(asked);
    await this.coverage.requireRecords(on);
    const question = { ...askedPlace(figurePlace(query)), figure, on };
    const found = await this.figures.peopleBehind({ ...question, page: 1, pageSize: 1 });
    const { total, leftOutTotal } = found;
    const of = `${found.unitName ?? '市全体'}の${figureName(figure, found.courseTitle)}`;
    return {
      list: figurePeopleInFiles(figure, { asOf: on, rule: found.rule }),
      total: total + leftOutTotal,
      title: `${of}(${formatDateShort(on)}現在、${ruleLabel(found.rule)}、数えた人${people(total)}、数えなかった人${people(leftOutTotal)})`,
      suffix: `${of}_${on}`,
      rows: async ({ page, pageSize }: ListSlice) => {
        // Both have pages of their own: those of the one stand behind those of the other.
        const pages = Math.ceil(total / pageSize);
        const isCounted = page <= pages;
        const slice = { page: isCounted ? page : page - pages, pageSize };
        const both = await this.figures.peopleBehind({ ...question, ...slice });
        return isCounted ? both.people : both.leftOut;
      },
    };
  }
}
