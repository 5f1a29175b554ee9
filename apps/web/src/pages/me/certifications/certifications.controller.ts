import { Controller, Get, Req, Res, type StreamableFile } from '@nestjs/common';
import {
  CorrectionQueries,
  EvidenceQueries,
  ExamAttemptQueries,
  OwnRecordQueries,
} from '@app/certifications';
import { Clock } from '@app/platform';
import type { Response } from 'express';
import { sendStoredFile } from '../../../shell/download';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { certificationsView } from './certifications.views';

@Controller('certifications')
@Allow('self')
export class CertificationsController {
  constructor(
    private readonly records: OwnRecordQueries,
    private readonly exams: ExamAttemptQueries,
    private readonly corrections: CorrectionQueries,
    private readonly evidence: EvidenceQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/certifications/certifications')
  async showCertifications(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const records = await this.records.listOwn(actor);
    const exams = await this.exams.listOwn(actor);
    const corrections = await this.corrections.listOwn(actor);
    return certificationsView(records, exams, corrections, this.clock.today());
  }

  @Get(':id/evidence')
  async downloadEvidence(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.evidence.openOwn(actorOf(request), param(request, 'id'));
    return sendStoredFile(response, file);
  }
}
