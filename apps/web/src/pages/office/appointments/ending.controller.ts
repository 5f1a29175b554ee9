import { Body, Controller, Req } from '@nestjs/common';
import { AppointmentQueries, AppointmentsService } from '@app/appointments';
import { CoverageQueries } from '@app/coverage';
import { type CommandAnswer, Clock, idOf, isCountedDay, NotFound } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { UNTICKED } from '../../../shell/parts/fields';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { endingForm } from './appointments.forms';
import { endingView, firstDayWithout, undoneText, usualEndDay } from './ending.views';

@Controller('appointments')
@Allow('appointments.manage')
export class EndingController {
  constructor(
    private readonly service: AppointmentsService,
    private readonly appointments: AppointmentQueries,
    private readonly coverage: CoverageQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id/end', 'pages/office/appointments/end')
  async showEnd(@Req() request: PageRequest) {
    const today = this.clock.today();
    const id = idOf<'appointment'>(param(request, 'id'));
    const row = await this.appointments.findOne(actorOf(request), id, today);
    if (!row) throw new NotFound();
    noteRead(request, row.personId);
    const initial = { endedOn: usualEndDay(row, today), reason: '', ...UNTICKED };
    const form = formView(request, initial);
    // Beyond the last day that is counted no unit loses anybody.
    const day = firstDayWithout(row, form, today);
    const { units } = isCountedDay(day) ? await this.coverage.coverageAsOf(day) : { units: [] };
    return endingView(row, { units, today }, form);
  }

  @CommandRoute(':id/end', 'showEnd')
  async end(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const ending = parseForm(endingForm, body);
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    const actor = actorOf(request);
    await this.service.end(actor, { appointmentId, ...ending });
    return {
      location: `/appointments/${appointmentId}`,
      notice: '任命を終了しました。間違えたときは、この画面で取り消せます。',
    };
  }

  @CommandRoute(':id/undo-end', NO_FORM)
  async undoEnd(@Req() request: PageRequest): Promise<CommandAnswer> {
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    const actor = actorOf(request);
    const without = await this.service.undoEnd(actor, appointmentId);
    return { location: `/appointments/${appointmentId}`, notice: undoneText(without) };
  }
}
