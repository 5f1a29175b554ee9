import { Body, Controller, Req } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
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
  againView,
  certificationOptions,
  reducedText,
  REPORT_INITIAL,
  sameFileText,
} from './certifications.views';

const NOT_AGAIN: ReturnType<typeof againView> = { reason: '', kept: '' };

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
    const again = await this.againOf(actorOf(request), form.fields.againId.value);
    const certifications = await this.certifications.listAll();
    return {
      title: '資格の報告',
      crumbs: breadcrumb(['資格', '/certifications'], ['資格の報告']),
      form,
      again,
      evidenceLabel: again.kept ? '証明書類(差し替えるときだけ)' : '証明書類',
      isFileNeeded: again.kept === '',
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

  private async againOf(actor: Actor, id: string) {
    return id === '' ? NOT_AGAIN : againView(await this.drafts.getFromRecord(actor, id));
  }

  private async draftOf(request: PageRequest) {
    const record = queryText(request, 'again');
    const exam = queryText(request, 'exam');
    const renewed = queryText(request, 'renew');
    if (renewed !== undefined) return this.drafts.getRenewal(actorOf(request), renewed);
    if (record !== undefined) {
      const { validUntil, nameOnCertificate, renewsId, ...draft } = await this.drafts.getFromRecord(
        actorOf(request),
        record,
      );
      const { certificationCode, passedOn, certificateNumber } = draft;
      return {
        ...{ certificationCode, passedOn, certificateNumber, againId: record },
        ...{ validUntil: validUntil ?? '', nameOnCertificate: nameOnCertificate ?? '' },
        renewsId: renewsId ?? '',
      };
    }
    if (exam !== undefined) return this.drafts.getFromExam(actorOf(request), exam);
    return {};
  }
}
