import { Body, Controller, Req } from '@nestjs/common';
import { CertificationRecordsService, RecordReviewQueries } from '@app/certifications';
import type { CommandAnswer } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { annulmentView, revocationView } from './taking-back.views';
import { reasonForm } from './reviews.forms';

@Controller('certification-reviews')
@Allow('certifications.verify')
export class RevocationController {
  constructor(
    private readonly reviews: RecordReviewQueries,
    private readonly service: CertificationRecordsService,
  ) {}

  @PageRoute(':id/revoke', 'pages/hr/certification-reviews/revoke')
  async showRevocation(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const review = await this.reviews.getReview(actor, param(request, 'id'));
    noteRead(request, review.personId);
    return revocationView(actor, review, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/revoke', 'showRevocation')
  async revoke(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(reasonForm, body);
    const [actor, id] = [actorOf(request), param(request, 'id')];
    await this.service.revoke(actor, id, reason);
    return {
      location: `/certification-reviews/${id}`,
      notice: '確認を取り消しました。本人の画面に理由が表示されます。',
    };
  }

  @PageRoute(':id/annul', 'pages/hr/certification-reviews/annul')
  async showAnnulment(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const review = await this.reviews.getReview(actor, param(request, 'id'));
    noteRead(request, review.personId);
    return annulmentView(actor, review, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/annul', 'showAnnulment')
  async annul(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(reasonForm, body);
    const [actor, id] = [actorOf(request), param(request, 'id')];
    await this.service.annul(actor, id, reason);
    return {
      location: `/certification-reviews/${id}`,
      notice: '誤りとして取り消しました。本人の画面に理由が表示されます。',
    };
  }
}
