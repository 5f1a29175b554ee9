import { Injectable } from '@nestjs/common';
import {
  COHORT_PARTS,
  type CohortPerson,
  CohortQueries,
  type CohortQuestion,
} from '@app/appointments';
import { CoverageQueries } from '@app/coverage';
import { fiscalYearOf, formatDateShort, people, parseWholeNumber } from '@app/platform';
import { askedDayOf } from '../list/asked-day';
import { type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { COHORT_PEOPLE_IN_FILES, cohortTitle } from './cohort-people.list';

/** Which number of the cohorts an address asks for; without a year the one of its day. */
export function cohortQuestion(asked: ListAsked): CohortQuestion {
  const on = askedDayOf(asked);
  const part = COHORT_PARTS.find((it) => it === asked.query['part']) ?? 'all';
  const year = parseWholeNumber(asked.query['year'] ?? '', { least: 2000, most: 2099 });
  return { part, year: year ?? fiscalYearOf(on), on };
}

/** サポーターのその後: the people behind a number. */
@Injectable()
export class CohortPeopleSource extends ListSource<CohortPerson> {
  readonly key = 'cohort_people';
  readonly permission = 'appointments.read';

  constructor(
    private readonly cohorts: CohortQueries,
    private readonly coverage: CoverageQueries,
  ) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<CohortPerson>> {
    const question = cohortQuestion(asked);
    await this.coverage.requireRecords(question.on);
    const read = (page: number, pageSize: number) =>
      this.cohorts.listPeople(asked.actor, question, { page, pageSize });
    const { total } = await read(1, 1);
    return {
      list: COHORT_PEOPLE_IN_FILES,
      total,
      title: `${cohortTitle(question)}(${formatDateShort(question.on)}現在、${people(total)})`,
      suffix: question.on,
      rows: async ({ page, pageSize }) => (await read(page, pageSize)).rows,
    };
  }
}
