import { Controller, Req } from '@nestjs/common';
import { CertificationRecordsService, OwnRecordQueries } from '@app/certifications';
import { Clock, type CommandAnswer } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { recordView } from './certifications.views';

@Controller('certifications')
@Allow('self')
export class WithdrawalController {
  constructor(
    private readonly records: OwnRecordQueries,
    private readonly service: CertificationRecordsService,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id/withdraw', 'pages/me/certifications/withdraw')
  async showWithdrawal(@Req() request: PageRequest) {
    const record = await this.records.getOwn(actorOf(request), param(request, 'id'));
    return {
      title: '報告の取下げ',
      crumbs: breadcrumb(['資格', '/certifications'], ['報告の取下げ']),
      record: recordView(record, this.clock.today()),
      form: formView(request, {}),
    };
  }

  @CommandRoute(':id/withdraw', 'showWithdrawal')
  async withdraw(@Req() request: PageRequest): Promise<CommandAnswer> {
    const actor = actorOf(request);
    await this.service.withdraw(actor, param(request, 'id'));
    return { location: '/certifications', notice: '報告を取り下げました。' };
  }
}
