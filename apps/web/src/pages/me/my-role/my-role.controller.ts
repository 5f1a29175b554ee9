import { Controller, Get, Req, Res, type StreamableFile } from '@nestjs/common';
import { OWN_AREAS, WaitingThings } from '@app/access';
import { letterFileName, LetterQueries } from '@app/appointments';
import { HandoverQueries } from '@app/coverage';
import { Clock, idOf, OfficeCalendars } from '@app/platform';
import type { Response } from 'express';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pdfFile } from '../../office/letters/letter.controller';
import { myRoleView } from './my-role.views';
import { OwnRoles } from './own-roles';

/** The term tells itself on this page. */
const TASK_AREAS = OWN_AREAS.filter((area) => area !== 'appointments');

/** One's own roles: term, letter, what is to be done, whether it can go on; and the way to those one does not hold. */
@Controller('my-role')
@Allow('self')
export class MyRoleController {
  constructor(
    private readonly roles: OwnRoles,
    private readonly letters: LetterQueries,
    private readonly handovers: HandoverQueries,
    private readonly waiting: WaitingThings,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/my-role/my-role')
  async showMyRole(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const held = await this.roles.listHeld(actor, today);
    const day = { today, calendar: await this.calendars.current() };
    const [annulled, letters, handovers, things, names, paths] = await Promise.all([
      this.roles.listAnnulled(actor, today),
      this.letters.listOwn(
        actor,
        held.map(({ term }) => term.id),
      ),
      this.handovers.listOwn(actor),
      this.waiting.listFor(actor, day, TASK_AREAS),
      this.roles.readNames(),
      this.roles.listPaths(actor, held, today),
    ]);
    const mine = things.filter(({ turn, count }) => turn === 'mine' && count > 0);
    return myRoleView({ held, annulled, letters, handovers, mine, paths, names, today });
  }

  @Get('letters/:id/:number')
  async openLetter(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const id = idOf<'appointment'>(param(request, 'id'));
    const number = Number(/^[1-9]\d{0,5}$/.exec(param(request, 'number'))?.[0] ?? 0);
    const { letter, bytes } = await this.letters.openOwn(actorOf(request), id, number);
    const name = letterFileName(letter.documentNumber, letter.says.facts.name, number);
    return pdfFile(response, bytes, name);
  }
}
