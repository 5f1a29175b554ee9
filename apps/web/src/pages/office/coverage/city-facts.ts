import { Injectable } from '@nestjs/common';
import {
  CandidateFigureQueries,
  type CityCoverage,
  DepartmentQueries,
  departmentRows,
  FigureSnapshotQueries,
  HeadCountForecastQueries,
  HoldersOverTimeQueries,
  TargetStandingQueries,
} from '@app/coverage';
import {
  endOfMonthBefore,
  fiscalYearOf,
  fiscalYearStart,
  type LocalDate,
  minDate,
} from '@app/platform';

/** What the page of the city tells beside the figures of the day: each read once. */
@Injectable()
export class CityFacts {
  constructor(
    private readonly overTime: HoldersOverTimeQueries,
    private readonly forecasts: HeadCountForecastQueries,
    private readonly candidates: CandidateFigureQueries,
    private readonly standings: TargetStandingQueries,
    private readonly departments: DepartmentQueries,
    private readonly snapshots: FigureSnapshotQueries,
  ) {}

  /** What the sentences, the promises and the rows are told with. */
  async tellOf(city: CityCoverage, today: LocalDate) {
    const { asOf, rule, holder } = city;
    const isAhead = asOf > today;
    return {
      candidates: await this.candidates.candidatesOn(asOf, rule),
      // Of a day ahead nothing can be foreseen or have changed yet.
      forecast: isAhead ? null : await this.forecasts.foreseenOn(asOf, holder.target),
      before: isAhead ? null : await this.snapshots.findFigures(endOfMonthBefore(asOf)),
      standings: await this.standings.listStandings(city),
      departments: departmentRows(city, await this.departments.departmentsOf(city)),
    };
  }

  /** The lines of both promises; what lies ahead is not an actual number yet. Both begin on the same day. */
  async linesOf({ asOf, rule }: CityCoverage, today: LocalDate) {
    const until = minDate(asOf, today);
    return {
      holders: await this.overTime.holdersUntil(until, rule),
      months: await this.snapshots.listMonths(fiscalYearStart(fiscalYearOf(asOf) - 1), until),
    };
  }
}
