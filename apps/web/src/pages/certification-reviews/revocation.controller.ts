import { Body, Controller, Req } from '@nestjs/common';
import { CertificationRecordsService, RecordReviewQueries } from '@app/certifications';
import { Once } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest, param } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { revocationView } from './review.views';
import { reasonForm } from './reviews.forms';

@Controller('certification-reviews')
@Allow('certifications.verify')
export class RevocationController {
  constructor(
    private readonly reviews: RecordReviewQueries,
    private readonly service: CertificationRecordsService,
    private readonly once: Once,
  ) {}

  @PageRoute(':id/revoke', 'pages/certification-reviews/revoke')
  async showRevocation(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const review = await this.reviews.getReview(actor, param(request, 'id'));
    return revocationView(actor, review, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/revoke', 'showRevocation')
  async revoke(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key, reason } = parseForm(reasonForm, body);
    const [actor, id] = [actorOf(request), param(request, 'id')];
    const address = await this.once.run(_key, actor.accountId, async () => {
      await this.service.revoke(actor, id, reason);
      return `/certification-reviews/${id}`;
    });
    leaveNotice(request, '確認を取り消しました。本人の画面に理由が表示されます。');
    return address;
  }
}
