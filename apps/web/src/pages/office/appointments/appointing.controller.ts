import { Body, Controller, Req } from '@nestjs/common';
import { AppointmentsService } from '@app/appointments';
import type { CommandAnswer } from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { appointingForm } from './appointments.forms';
import { AppointingPages } from './appointing.pages';

@Controller('appointments')
@Allow('appointments.manage')
export class AppointingController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly pages: AppointingPages,
  ) {}

  @PageRoute('new', 'pages/office/appointments/new')
  async showNew(@Req() request: PageRequest) {
    return this.pages.show(request);
  }

  @CommandRoute('new', 'showNew')
  async appoint(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const input = parseForm(appointingForm, body);
    const actor = actorOf(request);
    const id = await this.appointments.appoint(actor, input);
    return {
      location: `/appointments/${id}`,
      notice: '任命を登録しました。続けて、書面を発行できます。',
    };
  }
}
