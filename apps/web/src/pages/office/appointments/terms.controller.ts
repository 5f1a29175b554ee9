import { Body, Controller, Req } from '@nestjs/common';
import { ExtensionsService, RenewalsService } from '@app/appointments';
import { type CommandAnswer, idOf } from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { extendingForm, renewingForm, undoingExtensionForm } from './appointments.forms';
import { TermPages } from './term.pages';

/** 再任 and 任期延長, one by one. */
@Controller('appointments')
@Allow('appointments.manage')
export class TermsController {
  constructor(
    private readonly renewals: RenewalsService,
    private readonly extensions: ExtensionsService,
    private readonly pages: TermPages,
  ) {}

  @PageRoute(':id/renew', 'pages/office/appointments/renew')
  async showRenew(@Req() request: PageRequest) {
    return this.pages.renewing(request);
  }

  @CommandRoute(':id/renew', 'showRenew')
  async renew(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const input = parseForm(renewingForm, body);
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    const id = await this.renewals.renew(actorOf(request), { ...input, appointmentId });
    return {
      location: `/appointments/${id}`,
      notice: '再任を登録しました。続けて、書面を発行できます。',
    };
  }

  @PageRoute(':id/extend', 'pages/office/appointments/extend')
  async showExtend(@Req() request: PageRequest) {
    return this.pages.extending(request);
  }

  @CommandRoute(':id/extend', 'showExtend')
  async extend(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const input = parseForm(extendingForm, body);
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    await this.extensions.extend(actorOf(request), { ...input, appointmentId });
    return {
      location: `/appointments/${appointmentId}`,
      notice: '任期を延長しました。間違えたときは、この画面で取り消せます。',
    };
  }

  @PageRoute(':id/undo-extension', 'pages/office/appointments/annul')
  async showUndoExtension(@Req() request: PageRequest) {
    return this.pages.undoing(request);
  }

  @CommandRoute(':id/undo-extension', 'showUndoExtension')
  async undoExtension(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(undoingExtensionForm, body);
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    await this.extensions.undoExtension(actorOf(request), { appointmentId, reason });
    return {
      location: `/appointments/${appointmentId}`,
      notice: '延長を取り消しました。任期の終わりは、延長の前の日に戻りました。',
    };
  }
}
