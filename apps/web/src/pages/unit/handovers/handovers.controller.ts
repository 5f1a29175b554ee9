import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { HANDOVER_ITEMS } from '@app/appointments';
import { HandoverQueries, HandoversService } from '@app/coverage';
import { type CommandAnswer } from '@app/platform';
import { z } from 'zod';
import { noteTeamRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { handoversHref } from '../team/team-links';
import { ITEM_WORDS } from './handover-words';
import { handoversView } from './handovers.views';

const AGAIN = '画面を開き直して、もう一度選んでください。';
const tickForm = z.object({
  appointment: z.uuid(AGAIN).transform((id) => id.toLowerCase()),
  item: z.enum(HANDOVER_ITEMS, AGAIN),
  done: z.enum(['yes', 'no'], AGAIN).transform((text) => text === 'yes'),
});

/** 引継ぎ: of whoever had a role in the unit and left it, or brought one along. */
@Controller('team')
@Allow('team.read')
export class HandoversController {
  constructor(
    private readonly handovers: HandoverQueries,
    private readonly service: HandoversService,
  ) {}

  @PageRoute(':unitCode/handovers', 'pages/unit/handovers/handovers')
  async showHandovers(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const found = await this.handovers.listOfUnit(actor, param(request, 'unitCode'));
    if (found.rows.length > 0) noteTeamRead(request, found.rows.length);
    const mayTick = hasPermission(actor, 'team.handover');
    const seesAll = hasPermission(actor, 'appointments.read');
    return handoversView({ ...found, mayTick, seesAll, form: formView(request, {}) });
  }

  @CommandRoute(':unitCode/handovers/tick', 'showHandovers')
  @Allow('team.handover')
  async tick(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { appointment: appointmentId, item, done: isDone } = parseForm(tickForm, body);
    const unitCode = param(request, 'unitCode');
    const input = { unitCode, appointmentId, item, isDone };
    const { name } = await this.service.tick(actorOf(request), input);
    return {
      location: handoversHref(unitCode),
      notice: isDone
        ? `${name}さんの引継ぎの「${ITEM_WORDS[item]}」を済みにしました。`
        : `${name}さんの引継ぎの「${ITEM_WORDS[item]}」の印を取り消しました。`,
    };
  }
}
