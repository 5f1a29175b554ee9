import { Body, Controller, Req } from '@nestjs/common';
import { CertificationRecordsService, RecordReviewQueries } from '@app/certifications';
import { Once } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest, param } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { reviewView } from './review.views';
import { reasonForm, verifyForm } from './reviews.forms';

@Controller('certification-reviews')
@Allow('certifications.read')
export class ReviewController {
  constructor(
    private readonly reviews: RecordReviewQueries,
    private readonly service: CertificationRecordsService,
    private readonly once: Once,
  ) {}

  @PageRoute(':id', 'pages/certification-reviews/review')
  async showReview(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), param(request, 'id')];
    return reviewView(actor, {
      review: await this.reviews.getReview(actor, id),
      related: await this.reviews.listRelated(actor, id),
      nextId: await this.reviews.findNext(actor, id),
      form: formView(request, { reason: '' }),
    });
  }

  @CommandRoute(':id/verify', 'showReview')
  @Allow('certifications.verify')
  async verify(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key } = parseForm(verifyForm, body);
    const actor = actorOf(request);
    const address = await this.once.run(_key, actor.accountId, async () => {
      await this.service.verify(actor, param(request, 'id'));
      return this.nextAddress(request);
    });
    leaveNotice(request, '確認しました。取得者として数えます。');
    return address;
  }

  @CommandRoute(':id/return', 'showReview')
  @Allow('certifications.verify')
  async return(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key, reason } = parseForm(reasonForm, body);
    const actor = actorOf(request);
    const address = await this.once.run(_key, actor.accountId, async () => {
      await this.service.return(actor, param(request, 'id'), reason);
      return this.nextAddress(request);
    });
    leaveNotice(request, '差し戻しました。報告した人の画面に理由が表示されます。');
    return address;
  }

  /** The next one at once; the list when nothing waits any more. */
  private async nextAddress(request: PageRequest): Promise<string> {
    const next = await this.reviews.findNext(actorOf(request), param(request, 'id'));
    return `/certification-reviews${next === null ? '' : `/${next}`}`;
  }
}
