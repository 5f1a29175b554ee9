import { Body, Controller, Req } from '@nestjs/common';
import { AppointmentsForAct, AppointmentsService, LetterQueries } from '@app/appointments';
import { CoverageQueries } from '@app/coverage';
import { type CommandAnswer, Clock, idOf } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { annullingForm } from './appointments.forms';
import { annullingView } from './annulling.views';

/** 任命の取消し: an appointment that was a mistake counts on no day any more. */
@Controller('appointments')
@Allow('appointments.manage')
export class AnnullingController {
  constructor(
    private readonly service: AppointmentsService,
    private readonly appointments: AppointmentsForAct,
    private readonly letters: LetterQueries,
    private readonly coverage: CoverageQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id/annul', 'pages/office/appointments/annul')
  async showAnnul(@Req() request: PageRequest) {
    const today = this.clock.today();
    const id = idOf<'appointment'>(param(request, 'id'));
    const row = await this.appointments.get(actorOf(request), id);
    noteRead(request, row.personId);
    const { units } = await this.coverage.coverageAsOf(today);
    const issued = (await this.letters.listOf(actorOf(request), id)).length;
    return annullingView(row, { units, issued, today }, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/annul', 'showAnnul')
  async annul(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(annullingForm, body);
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    await this.service.annul(actorOf(request), { appointmentId, reason });
    return {
      location: `/appointments/${appointmentId}`,
      notice: '任命を取り消しました。どの日の数字にも数えません。',
    };
  }
}
