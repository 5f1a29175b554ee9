import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { SlowedDown } from '@app/accounts';
import { Clock, type CommandAnswer, isUuid, NotFound } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { waitingView } from './waiting.views';

const CHOOSE = '画面を開き直して、解除する相手を選び直してください。';
const endForm = z.object({
  kind: z.enum(['account', 'address'], CHOOSE),
  subject: z.string(CHOOSE).min(1, CHOOSE).max(200, CHOOSE),
});

/** Who has to wait at the door because of wrong guesses. */
@Controller('accounts/waiting')
@Allow('accounts.read')
export class WaitingController {
  constructor(
    private readonly slowed: SlowedDown,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/accounts/waiting')
  async showWaiting(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const accounts = await this.slowed.listAccounts(actor);
    const addresses = await this.slowed.listAddresses(actor);
    return waitingView({ accounts, addresses }, formView(request, {}), {
      now: this.clock.now(),
      canEnd: hasPermission(actor, 'accounts.manage'),
    });
  }

  @CommandRoute('end', 'showWaiting')
  @Allow('accounts.manage')
  async endWaiting(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { kind, subject } = parseForm(endForm, body);
    const actor = actorOf(request);
    if (kind === 'address') await this.slowed.endForAddress(actor, subject);
    else if (isUuid(subject)) await this.slowed.endForAccount(actor, subject.toLowerCase());
    else throw new NotFound();
    return {
      location: '/accounts/waiting',
      notice: '待ち時間を解除しました。すぐにログインできます。',
    };
  }
}
