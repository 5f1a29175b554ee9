import { Body, Controller, Req } from '@nestjs/common';
import {
  CertificationRecordsService,
  CorrectionQueries,
  RecordReviewQueries,
} from '@app/certifications';
import type { CommandAnswer } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { EvidenceBeside } from './evidence-beside';
import { followingText, REVIEWS, reviewView } from './review.views';
import { reasonForm } from './reviews.forms';

const EVERYTHING = { state: '', certificationCode: '', unitCode: '' } as const;

@Controller('certification-reviews')
@Allow('certifications.read')
export class ReviewController {
  constructor(
    private readonly reviews: RecordReviewQueries,
    private readonly corrections: CorrectionQueries,
    private readonly evidence: EvidenceBeside,
    private readonly service: CertificationRecordsService,
  ) {}

  @PageRoute(':id', 'pages/hr/certification-reviews/review')
  async showReview(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), param(request, 'id')];
    const review = await this.reviews.getReview(actor, id);
    noteRead(request, review.personId);
    return reviewView(actor, {
      review,
      related: await this.reviews.listRelated(actor, id),
      corrections: await this.corrections.listOfRecord(actor, id),
      nextId: await this.reviews.findNext(actor, id),
      drawing: await this.evidence.draw(actor, review),
      form: formView(request, { reason: '' }),
    });
  }

  @CommandRoute(':id/verify', 'showReview')
  @Allow('certifications.verify')
  async verify(@Req() request: PageRequest): Promise<CommandAnswer> {
    const actor = actorOf(request);
    await this.service.verify(actor, param(request, 'id'));
    return this.goOn(request, (name) => `${name}さんの報告を確認しました。取得者として数えます。`);
  }

  @CommandRoute(':id/return', 'showReview')
  @Allow('certifications.verify')
  async return(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(reasonForm, body);
    const actor = actorOf(request);
    await this.service.return(actor, param(request, 'id'), reason);
    return this.goOn(
      request,
      (name) => `${name}さんの報告を差し戻しました。報告した人の画面に理由が表示されます。`,
    );
  }

  /**
   * The next one at once; the list when nothing is left for this reviewer. The notice stands above somebody else's
   * report then: it says whose was decided.
   */
  private async goOn(request: PageRequest, said: (name: string) => string): Promise<CommandAnswer> {
    const [actor, id] = [actorOf(request), param(request, 'id')];
    const { personName } = await this.reviews.getReview(actor, id);
    const next = await this.reviews.findNext(actor, id);
    const { reported } = await this.reviews.countReviews(actor, EVERYTHING);
    return {
      location: `${REVIEWS}${next === null ? '' : `/${next}`}`,
      notice: `${said(personName)}${followingText(next !== null, reported)}`,
    };
  }
}
