import { Controller, Req } from '@nestjs/common';
import { WaitingThings } from '@app/access';
import { Clock, OfficeCalendars } from '@app/platform';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { firstStartView } from './checklists.views';
import { FirstStartReading } from './first-start.reading';

/** A city that begins: what is needed before the first member of staff learns something, and what of it is left. */
@Controller('first-start')
@Allow('checklists.read')
export class FirstStartController {
  constructor(
    private readonly reading: FirstStartReading,
    private readonly waiting: WaitingThings,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/checklists/checklist')
  async showFirstStart(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const day = { today, calendar: await this.calendars.current() };
    const [facts, waiting] = await Promise.all([
      this.reading.read(today),
      this.waiting.listFor(actor, day, ['accounts', 'system']),
    ]);
    return firstStartView(actor, { ...facts, waiting });
  }
}
