import { Controller, Req } from '@nestjs/common';
import { WaitingThings } from '@app/access';
import { Clock, fiscalYearOf, NotFound, OfficeCalendars } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { turnYears, yearTurnView } from './checklists.views';
import { YearTurnReading } from './year-turn.reading';

/** From one fiscal year into the next: what is done in which order, and what of it is left. */
@Controller('year-turn')
@Allow('checklists.read')
export class YearTurnController {
  constructor(
    private readonly reading: YearTurnReading,
    private readonly waiting: WaitingThings,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/checklists/checklist')
  async showYearTurn(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const running = fiscalYearOf(today);
    const year = this.yearOf(request, running);
    const day = { today, calendar: await this.calendars.current() };
    const [facts, waiting] = await Promise.all([
      this.reading.read(actor, year, today),
      this.waiting.listFor(actor, day, ['ending_terms', 'editions', 'accounts']),
    ]);
    return yearTurnView(actor, { ...facts, waiting }, running);
  }

  /** Without a year: from January on the turn that is near, else the one that was last. */
  private yearOf(request: PageRequest, running: number): number {
    const asked = queryText(request, 'year') ?? '';
    if (asked === '') return Number(this.clock.today().slice(0, 4));
    const year = turnYears(running).find((it) => String(it) === asked);
    if (year === undefined) throw new NotFound();
    return year;
  }
}
