import { Controller, Get, Req, Res, type StreamableFile } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { CertificationQueries, EvidenceQueries, RecordReviewQueries } from '@app/certifications';
import { reviewFilter, ReviewsSource } from '@app/exports';
import { UnitQueries } from '@app/organization';
import { Clock } from '@app/platform';
import type { Response } from 'express';
import { noteRead } from '../../../shell/access-recorder';
import { sendPicture, sendStoredFile } from '../../../shell/download';
import { actorOf, type PageRequest, param, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { REVIEWS_LIST } from './reviews.list';
import { REVIEWS_PER_PAGE, reviewsView } from './reviews.views';

@Controller('certification-reviews')
@Allow('certifications.read')
export class ReviewsController {
  constructor(
    private readonly reviews: RecordReviewQueries,
    private readonly certifications: CertificationQueries,
    private readonly evidence: EvidenceQueries,
    private readonly units: UnitQueries,
    private readonly source: ReviewsSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/certification-reviews/reviews')
  async listReviews(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const filter = reviewFilter(request.query);
    const page = pageNumber(queryText(request, 'page'));
    return reviewsView({
      filter,
      page,
      list: await this.reviews.listReviews(actor, filter, { number: page, size: REVIEWS_PER_PAGE }),
      wrongEnds: await this.reviews.listWrongEnds(actor),
      counts: await this.reviews.countReviews(actor, filter),
      certifications: await this.certifications.listAll(),
      units: await this.units.listUnits(this.clock.today()),
      mayEnter: hasPermission(actor, 'certifications.verify'),
    });
  }

  @Get(['export', ...filesAt('export')])
  @Confirmed()
  async exportReviews(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: REVIEWS_LIST, today });
  }

  @Get(':id/evidence')
  @Allow('certifications.evidence.read')
  async downloadEvidence(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.evidence.openForReview(actorOf(request), param(request, 'id'));
    noteRead(request, file.personId, 'evidence_opened');
    return sendStoredFile(response, file);
  }

  /** Each look at a page is noted like a download: it shows the same. */
  @Get(':id/evidence/:page')
  @Allow('certifications.evidence.read')
  async showEvidence(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const page = Number(param(request, 'page'));
    const picture = await this.evidence.openPicture(actorOf(request), param(request, 'id'), page);
    noteRead(request, picture.personId, 'evidence_opened');
    return sendPicture(response, picture.png);
  }
}
