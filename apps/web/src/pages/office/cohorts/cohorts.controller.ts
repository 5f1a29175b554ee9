import { givenQuery, sourceReply } from '../../../shell/lists/source-reply';
import { CohortPeopleSource, cohortQuestion } from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { CohortQueries } from '@app/appointments';
import { CoverageQueries } from '@app/coverage';
import { Clock, formatDateShort } from '@app/platform';
import { askedDay } from '../../../shared/asked-day';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { noRecordsOn } from '../coverage/before-records';
import {
  COHORT_PAGE,
  COHORT_PEOPLE,
  cohortList,
  cohortPeopleView,
  cohortsHref,
  cohortsView,
  noCohortPeopleView,
  noCohortsView,
} from './cohorts.views';

/** What became of the supporters of each fiscal year. */
@Controller('appointments/cohorts')
@Allow('appointments.read')
export class CohortsController {
  constructor(
    private readonly cohorts: CohortQueries,
    private readonly coverage: CoverageQueries,
    private readonly source: CohortPeopleSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/cohorts/cohorts')
  async showCohorts(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedDay(request, today);
    const noRecords = await noRecordsOn(this.coverage, { asOf, today }, cohortsHref);
    if (noRecords) return noCohortsView(asOf, noRecords);
    const rows = await this.cohorts.listYears(actorOf(request), asOf);
    return { ...cohortsView(rows, asOf), asOfError };
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportCohorts(@Req() request: PageRequest) {
    const { asOf } = askedDay(request, this.clock.today());
    await this.coverage.requireRecords(asOf);
    const rows = await this.cohorts.listYears(actorOf(request), asOf);
    return listReply(cohortList(asOf), rows, requestedFormat(request), {
      title: `サポーターのその後(${formatDateShort(asOf)}現在)`,
      suffix: asOf,
    });
  }

  @PageRoute('people', 'pages/office/cohorts/people')
  async showPeople(@Req() request: PageRequest) {
    const question = this.asked(request);
    const days = { asOf: question.on, today: this.clock.today() };
    const noRecords = await noRecordsOn(this.coverage, days, cohortsHref);
    if (noRecords) return noCohortPeopleView(question, noRecords);
    const page = pageNumber(queryText(request, 'page'));
    const limits = { page, pageSize: COHORT_PAGE };
    const found = await this.cohorts.listPeople(actorOf(request), question, limits);
    noteOnlyOne(request, found.rows, found.total);
    return cohortPeopleView(found, question, page);
  }

  @Get(filesAt('people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest) {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: COHORT_PEOPLE, today });
  }

  private asked(request: PageRequest) {
    const asked = { actor: actorOf(request), query: givenQuery(request) };
    return cohortQuestion({ ...asked, today: this.clock.today() });
  }
}
