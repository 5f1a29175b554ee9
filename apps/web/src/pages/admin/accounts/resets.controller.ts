import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { AccountResets, RESET_KINDS } from '@app/accounts';
import { Clock, type CommandAnswer, idOf } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, Confirmed, NO_FORM, PageRoute } from '../../../shell/routes';
import { requestsView } from './resets.views';

const requestForm = z.object({
  kind: z.enum(RESET_KINDS, '画面を開き直して、もう一度選んでください。'),
});

/** Resets for holders of rights that another administrator agrees to first. */
@Controller('accounts')
@Allow('accounts.manage')
export class ResetsController {
  constructor(
    private readonly resets: AccountResets,
    private readonly clock: Clock,
  ) {}

  @PageRoute('resets', 'pages/admin/accounts/resets')
  @Allow('accounts.read')
  async showResets(@Req() request: PageRequest) {
    const actor = actorOf(request);
    return requestsView(await this.resets.listRequests(actor), formView(request, {}), {
      accountId: actor.accountId,
      now: this.clock.now(),
      canManage: hasPermission(actor, 'accounts.manage'),
    });
  }

  @Confirmed()
  @CommandRoute('resets/:id/approve', 'showResets')
  async approveReset(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.resets.decide(actorOf(request), idOf(param(request, 'id')), true);
    return {
      location: '/accounts/resets',
      notice: '承認しました。依頼した管理者が、期限までに実行できます。',
    };
  }

  @CommandRoute('resets/:id/decline', 'showResets')
  async declineReset(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.resets.decide(actorOf(request), idOf(param(request, 'id')), false);
    return { location: '/accounts/resets', notice: '依頼を終わりにしました。' };
  }

  @Confirmed()
  @CommandRoute(':id/resets', NO_FORM)
  async requestReset(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { kind } = parseForm(requestForm, body);
    const accountId = idOf(param(request, 'id'));
    await this.resets.request(actorOf(request), { accountId, kind });
    return {
      location: '/accounts/resets',
      notice: '承認を依頼しました。ほかの管理者に、この画面を開いて承認するよう伝えてください。',
    };
  }
}
