import { Injectable } from '@nestjs/common';
import { addDays, Database, instantAt, type LocalDate, NotFound, words } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { type DepartmentPlace, DepartmentQueries } from './departments.queries';
import {
  isCourseFigure,
  isRoleFigure,
  type LeftOutReason,
  type PeopleFigure,
  type RoleFigure,
} from './figure.rules';
import {
  COURSE_TITLE,
  type PeopleRow,
  type PersonBehind,
  PLACE_BY_CODE,
  type PlaceRow,
  ROLE_BEHIND,
  STAFF_BEHIND,
} from './figure-people.sql';
import { sourceParameters } from './sources.sql';

export type { PersonBehind } from './figure-people.sql';

/** Stands for the people without a primary posting, where else the code of a unit stands. */
export const NO_UNIT = '-';

export interface PeopleQuestion {
  readonly figure: PeopleFigure;
  /** The code of a unit that counts on the day; without it the whole city. */
  readonly unitCode?: string | undefined;
  /** Instead: a row of people outside every unit that counts, by the code of their own unit or NO_UNIT. */
  readonly outsideOf?: string | undefined;
  /** Instead: a 部 with everything below it, by its code or OUTSIDE_DEPARTMENTS. */
  readonly department?: string | undefined;
  /** Of which course and fiscal year, for the figures of one course. */
  readonly course?: { readonly key: string; readonly fiscalYear: number } | undefined;
  readonly on: LocalDate;
  readonly page: number;
  /** PEOPLE_PAGE_SIZE unless a file asks for everybody. */
  readonly pageSize?: number;
}

export interface PeopleBehind {
  readonly rule: CountingRule;
  readonly unitName: string | null;
  /** Of the course that was asked for. */
  readonly courseTitle: string | null;
  /** The figure itself. */
  readonly total: number;
  readonly people: readonly PersonBehind[];
  readonly leftOutTotal: number;
  readonly leftOut: readonly PersonBehind[];
  readonly leftOutByReason: readonly { readonly reason: LeftOutReason; readonly count: number }[];
}

export const PEOPLE_PAGE_SIZE = 100;

/**
 * The people behind a figure: counted from the same rows as the figure, so `total` is the figure. Everybody whom
 * one might look for and not find is in `leftOut`, with the reason.
 */
@Injectable()
export class FigurePeopleQueries {
  constructor(
    private readonly database: Database,
    private readonly rules: CountingRuleQueries,
    private readonly departments: DepartmentQueries,
  ) {}

  async peopleBehind(question: PeopleQuestion): Promise<PeopleBehind> {
    const { on } = question;
    const [rule, place, department, courseTitle] = await Promise.all([
      this.rules.getRuleOn(on),
      this.findPlace(question),
      this.findDepartment(question),
      this.findCourse(question),
    ]);
    const row = await this.findPeople(question, rule, { place, department });
    const unitName = department?.name ?? placeName(question, place);
    return { ...toPeopleBehind(row), rule, unitName, courseTitle };
  }

  private async findPeople(
    { figure, outsideOf, course, on, ...slice }: PeopleQuestion,
    rule: CountingRule,
    { place, department }: Place,
  ): Promise<PeopleRow> {
    const shared = {
      ...sourceParameters(on, rule),
      unitId: place?.id ?? null,
      departmentIds: department?.unitIds ?? null,
      ...boundsOf(slice),
    };
    if (isRoleFigure(figure))
      return this.database.only(ROLE_BEHIND, { ...shared, ...roleOf(figure) });
    return this.database.only(STAFF_BEHIND, {
      ...shared,
      figure,
      isOutside: outsideOf !== undefined,
      withoutPost: department?.withoutPost ?? false,
      ...courseOf(course),
    });
  }

  /** Null: the whole city, or the people without a primary posting. */
  private async findPlace({
    figure,
    unitCode,
    outsideOf,
    on,
  }: PeopleQuestion): Promise<PlaceRow | null> {
    // Leaders are counted in units only: outside of them there is no such figure.
    if (outsideOf !== undefined && isRoleFigure(figure)) throw noSuchPlace();
    const code = outsideOf ?? unitCode;
    if (code === undefined || (outsideOf !== undefined && outsideOf === NO_UNIT)) return null;
    const place = await this.database.first(PLACE_BY_CODE, { on, code });
    if (place?.counts !== (outsideOf === undefined)) throw noSuchPlace();
    return place;
  }

  private async findDepartment({
    department: code,
    unitCode,
    outsideOf,
    on,
  }: PeopleQuestion): Promise<DepartmentPlace | null> {
    if (code === undefined) return null;
    const found = await this.departments.findPlace(code, on);
    if (found === null || unitCode !== undefined || outsideOf !== undefined) throw noSuchPlace();
    return found;
  }

  private async findCourse({ figure, course, on }: PeopleQuestion): Promise<string | null> {
    if (!isCourseFigure(figure)) return null;
    const found =
      course &&
      (await this.database.first(COURSE_TITLE, {
        courseKey: course.key,
        courseYear: course.fiscalYear,
        onEnd: instantAt(addDays(on, 1)),
      }));
    if (!found) throw new NotFound();
    return found.title;
  }
}

function roleOf(figure: RoleFigure) {
  return {
    role: figure === 'leaders' ? 'leader' : 'supporter',
    onlyActive: figure === 'active_supporters',
  };
}

function courseOf(course: PeopleQuestion['course']) {
  return { courseKey: course?.key ?? null, courseYear: course?.fiscalYear ?? null };
}

interface Place {
  readonly place: PlaceRow | null;
  readonly department: DepartmentPlace | null;
}

function noSuchPlace(): NotFound {
  return new NotFound(
    'coverage.no_such_unit',
    `この基準日に、数える対象の${words.unit}として存在しません。基準日と${words.unit}を選び直してください。`,
  );
}

function placeName({ outsideOf }: PeopleQuestion, place: PlaceRow | null): string | null {
  if (outsideOf === undefined) return place?.name ?? null;
  return place === null
    ? '主務の所属がない職員'
    : `${place.name}のどの${words.unit}にも属さない職員`;
}

function toPeopleBehind({ people, leftOut, counts }: PeopleRow) {
  const leftOutByReason = counts.flatMap(({ reason, count }) =>
    reason === null ? [] : [{ reason, count }],
  );
  return {
    total: counts.find((it) => it.reason === null)?.count ?? 0,
    people,
    leftOutTotal: leftOutByReason.reduce((sum, it) => sum + it.count, 0),
    leftOut,
    leftOutByReason,
  };
}

function boundsOf({
  page,
  pageSize = PEOPLE_PAGE_SIZE,
}: Pick<PeopleQuestion, 'page' | 'pageSize'>) {
  return { limit: pageSize, offset: (page - 1) * pageSize };
}
