import { seesAnnouncedOnly, visibleDay } from '@app/access';
import { Controller, Get, Req } from '@nestjs/common';
import {
  CandidateFigureQueries,
  CoverageQueries,
  HeadCountForecastQueries,
  TargetStandingQueries,
} from '@app/coverage';
import { Clock } from '@app/platform';
import { parseForm } from '../../shell/forms';
import { actorOf, type PageRequest } from '../../shell/http';
import { Allow } from '../../shell/routes';
import { coverageAnswer } from './coverage.answers';
import { type CoverageAnswer, coverageQuery } from './coverage.schemas';

@Controller('api/v1/coverage')
export class CoverageApiController {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly forecasts: HeadCountForecastQueries,
    private readonly candidates: CandidateFigureQueries,
    private readonly standings: TargetStandingQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('coverage.read')
  async showCoverage(@Req() request: PageRequest): Promise<CoverageAnswer> {
    const actor = actorOf(request);
    const { asOf } = parseForm(coverageQuery, request.query);
    const today = this.clock.today();
    const on = visibleDay(actor, asOf, today);
    await this.coverage.requireRecords(on);
    const seesAhead = !seesAnnouncedOnly(actor);
    const city = await this.coverage.coverageAsOf(on);
    const candidates = on > today ? null : await this.candidates.candidatesOn(on, city.rule);
    const forecast = on > today ? null : await this.forecasts.foreseenOn(on, city.holder.target);
    const standings = await this.standings.listStandings(city);
    return coverageAnswer(city, { today, seesAhead, candidates, forecast, standings });
  }
}
