import { Body, Controller, Req } from '@nestjs/common';
import { CertificationRecordsService, OwnRecordQueries } from '@app/certifications';
import { Once } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest, param } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { breadcrumb } from '../../shell/view-parts';
import { withdrawForm } from './certifications.forms';
import { recordView } from './certifications.views';

@Controller('certifications')
@Allow('self')
export class WithdrawalController {
  constructor(
    private readonly records: OwnRecordQueries,
    private readonly service: CertificationRecordsService,
    private readonly once: Once,
  ) {}

  @PageRoute(':id/withdraw', 'pages/certifications/withdraw')
  async showWithdrawal(@Req() request: PageRequest) {
    const record = await this.records.getOwn(actorOf(request), param(request, 'id'));
    return {
      title: '報告の取下げ',
      crumbs: breadcrumb(['資格', '/certifications'], ['報告の取下げ']),
      record: recordView(record),
      form: formView(request, {}),
    };
  }

  @CommandRoute(':id/withdraw', 'showWithdrawal')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key } = parseForm(withdrawForm, body);
    const actor = actorOf(request);
    const address = await this.once.run(_key, actor.accountId, async () => {
      await this.service.withdraw(actor, param(request, 'id'));
      return '/certifications';
    });
    leaveNotice(request, '報告を取り下げました。');
    return address;
  }
}
