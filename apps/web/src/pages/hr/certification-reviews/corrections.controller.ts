import { Body, Controller, Req } from '@nestjs/common';
import {
  CertificationQueries,
  CorrectionQueries,
  CorrectionsService,
  RecordReviewQueries,
} from '@app/certifications';
import { type CommandAnswer, type CorrectionId, idOf } from '@app/platform';
import { noteOnlyOne, noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { ALL_CORRECTIONS, correctionFilter, correctionForm, seenForm } from './corrections.forms';
import { CORRECTIONS } from './corrections.list';
import {
  CORRECTIONS_PER_PAGE,
  correctionInitial,
  correctionsView,
  correctionView,
  proposalView,
} from './corrections.views';
import { EvidenceBeside } from './evidence-beside';
import { reasonForm } from './reviews.forms';

/** Corrections of what was verified: proposed by one person of HR, confirmed by a second one. */
@Controller('certification-reviews')
@Allow('certifications.verify')
export class CorrectionsController {
  constructor(
    private readonly corrections: CorrectionQueries,
    private readonly service: CorrectionsService,
    private readonly reviews: RecordReviewQueries,
    private readonly certifications: CertificationQueries,
    private readonly evidence: EvidenceBeside,
  ) {}

  @PageRoute('corrections', 'pages/hr/certification-reviews/corrections')
  @Allow('certifications.read')
  async listCorrections(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const filter = correctionFilter.parse(request.query);
    const state = filter.state === ALL_CORRECTIONS ? '' : filter.state;
    const page = { number: filter.page, size: CORRECTIONS_PER_PAGE };
    const found = await this.corrections.list(actor, state, page);
    noteOnlyOne(request, found.rows, found.total);
    return correctionsView(found, filter);
  }

  @PageRoute('corrections/:id', 'pages/hr/certification-reviews/correction')
  @Allow('certifications.read')
  async showCorrection(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const row = await this.corrections.get(actor, correctionId(request));
    noteRead(request, row.personId);
    const review = await this.reviews.getReview(actor, row.recordId);
    return correctionView(actor, row, {
      review,
      drawing: await this.evidence.draw(actor, review),
      sameNumber: row.isNumberShared ? await this.corrections.listSameNumber(actor, row.id) : [],
      form: formView(request, { reason: '' }),
    });
  }

  @CommandRoute('corrections/:id/confirm', 'showCorrection')
  async confirm(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { seen } = parseForm(seenForm, body);
    const id = correctionId(request);
    await this.service.confirm(actorOf(request), id, seen);
    return {
      location: `${CORRECTIONS}/${id}`,
      notice: '訂正を確定しました。本人の画面に、訂正前と訂正後の内容が表示されます。',
    };
  }

  @CommandRoute('corrections/:id/decline', 'showCorrection')
  async decline(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(reasonForm, body);
    const id = correctionId(request);
    await this.service.decline(actorOf(request), id, reason);
    return { location: `${CORRECTIONS}/${id}`, notice: '訂正を差し戻しました。' };
  }

  @CommandRoute('corrections/:id/withdraw', 'showCorrection')
  async withdraw(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = correctionId(request);
    await this.service.withdraw(actorOf(request), id);
    return { location: `${CORRECTIONS}/${id}`, notice: '訂正を取り下げました。' };
  }

  @PageRoute(':id/correct', 'pages/hr/certification-reviews/correct')
  async showProposal(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), param(request, 'id')];
    const review = await this.reviews.getReview(actor, id);
    noteRead(request, review.personId);
    const corrections = await this.corrections.listOfRecord(actor, id);
    return proposalView(actor, review, {
      drawing: await this.evidence.draw(actor, review),
      form: formView(request, correctionInitial(review)),
      certifications: await this.certifications.listAll(),
      hasOpen: corrections.some(({ state }) => state === 'proposed'),
    });
  }

  @CommandRoute(':id/correct', 'showProposal')
  async propose(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const typed = parseForm(correctionForm, body);
    const id = param(request, 'id');
    const correction = await this.service.propose(actorOf(request), id, typed);
    return {
      location: `${CORRECTIONS}/${correction}`,
      notice: '訂正を申し出ました。ほかの担当者が確定すると、記録が変わります。',
    };
  }
}

function correctionId(request: PageRequest): CorrectionId {
  return idOf<'certification_correction'>(param(request, 'id'));
}
