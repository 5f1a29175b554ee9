import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  CertificationQueries,
  CertificationRecordsService,
  RecordDuplicates,
  ReportDraftQueries,
} from '@app/certifications';
import { type CommandAnswer, words } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { cleanFileOf, uploadOf } from '../../../shell/intake/request-uploads';
import { Allow, CommandRoute, PageRoute, Takes } from '../../../shell/routes';
import { EVIDENCE } from '../../../shared/evidence';
import { breadcrumb } from '../../../shell/view-parts';
import { reportForm } from './certifications.forms';
import {
  certificationOptions,
  reducedText,
  REPORT_INITIAL,
  sameFileText,
} from './certifications.views';

@Controller('certifications')
@Allow('self')
export class CertificateReportController {
  constructor(
    private readonly service: CertificationRecordsService,
    private readonly certifications: CertificationQueries,
    private readonly drafts: ReportDraftQueries,
    private readonly duplicates: RecordDuplicates,
  ) {}

  @PageRoute('new', 'pages/me/certifications/report')
  async showReport(@Req() request: PageRequest) {
    const form = formView(request, { ...REPORT_INITIAL, ...(await this.draftOf(request)) });
    const certifications = await this.certifications.listAll();
    return {
      title: '資格の報告',
      crumbs: breadcrumb(['資格', '/certifications'], ['資格の報告']),
      form,
      options: certificationOptions(certifications, form.fields.certificationCode.value),
      canReportForOthers: hasPermission(actorOf(request), 'certifications.verify'),
      isRenewal: form.fields.renewsId.value !== '',
      isFileLost: uploadOf(request, 'evidence') !== null,
    };
  }

  @CommandRoute('new', 'showReport')
  @Takes({ files: EVIDENCE })
  async report(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const report = parseForm(reportForm, body);
    const evidence = cleanFileOf(request, 'evidence');
    const actor = actorOf(request);
    const id = await this.service.report(actor, { ...report, evidence });
    const same = await this.duplicates.findSameFile(actor, id);
    return {
      location: report.staffNumber === '' ? '/certifications' : '/certification-reviews',
      notice: `資格を報告しました。${words.hr}の確認が済むと、取得者として数えます。${evidence?.isReduced ? reducedText() : ''}${sameFileText(same)}`,
    };
  }

  private async draftOf(request: PageRequest) {
    const record = queryText(request, 'again');
    const exam = queryText(request, 'exam');
    const renewed = queryText(request, 'renew');
    if (renewed !== undefined) return this.drafts.getRenewal(actorOf(request), renewed);
    if (record !== undefined) return this.drafts.getFromRecord(actorOf(request), record);
    if (exam !== undefined) return this.drafts.getFromExam(actorOf(request), exam);
    return {};
  }
}
