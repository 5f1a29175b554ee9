import { Body, Controller, Get, HttpStatus, Req } from '@nestjs/common';
import {
  CertificationRecordsService,
  OwnRecordQueries,
  RecordReviewQueries,
} from '@app/certifications';
import { Clock } from '@app/platform';
import { parseForm } from '../../shell/forms';
import { actorOf, type PageRequest, param } from '../../shell/http';
import { EVIDENCE, EVIDENCE_JSON_BYTES } from '../../shared/evidence';
import { cleanFileOf } from '../../shell/intake/request-uploads';
import { requireConfirmed } from '../../shell/sign-in.guard';
import { Allow, ApiCommand, Takes } from '../../shell/routes';
import { listQuery, reportBody, returnBody } from './certification-records.schemas';
import { ownRecordList, recordJson } from './certification-records.views';

const PAGE_SIZE = 100;

@Controller('api/v1/certification-records')
@Allow('self')
export class CertificationRecordsController {
  constructor(
    private readonly service: CertificationRecordsService,
    private readonly own: OwnRecordQueries,
    private readonly reviews: RecordReviewQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const { scope, page, ...query } = parseForm(listQuery, request.query);
    if (scope === 'mine') return ownRecordList(actor, await this.own.listOwn(actor), query);
    requireConfirmed(request, this.clock);
    const { rows, total } = await this.reviews.listReviews(
      actor,
      {
        state: query.state ?? '',
        certificationCode: query.certification ?? '',
        unitCode: query.unit ?? '',
      },
      { number: page, size: PAGE_SIZE },
    );
    return { items: rows.map((row) => recordJson(row, row)), total };
  }

  @ApiCommand('', HttpStatus.CREATED)
  @Takes({ files: EVIDENCE, jsonBytes: EVIDENCE_JSON_BYTES })
  async report(@Req() request: PageRequest, @Body() body: unknown) {
    const report = parseForm(reportBody, body);
    const evidence = cleanFileOf(request, 'evidence');
    const id = await this.service.report(actorOf(request), { ...report, evidence });
    return { id, state: 'reported' };
  }

  @ApiCommand(':id/verify')
  @Allow('certifications.verify')
  async verify(@Req() request: PageRequest) {
    const id = param(request, 'id');
    await this.service.verify(actorOf(request), id);
    return { id, state: 'verified' };
  }

  @ApiCommand(':id/return')
  @Allow('certifications.verify')
  async return(@Req() request: PageRequest, @Body() body: unknown) {
    const id = param(request, 'id');
    const { reason } = parseForm(returnBody, body);
    await this.service.return(actorOf(request), id, reason);
    return { id, state: 'returned' };
  }

  @ApiCommand(':id/revoke')
  @Allow('certifications.verify')
  async revoke(@Req() request: PageRequest, @Body() body: unknown) {
    const id = param(request, 'id');
    const { reason } = parseForm(returnBody, body);
    await this.service.revoke(actorOf(request), id, reason);
    return { id, state: 'revoked' };
  }
}
