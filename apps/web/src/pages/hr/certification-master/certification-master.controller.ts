import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  CertificationListQueries,
  CertificationMasterService,
  CertificationQueries,
  CertificationVersionQueries,
} from '@app/certifications';
import { Clock, type CommandAnswer, formatDateShort, NotFound, things } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { certificationHref, certificationList } from './certification-list';
import { certificationFilter, certificationSort, versionForm } from './certification-master.forms';
import {
  CERTIFICATIONS_PER_PAGE,
  certificationView,
  masterView,
} from './certification-master.views';
import { namesIn } from './certification-names';

/** What qualifications there are, what is known of them and what counts as what. */
@Controller('certification-master')
@Allow('certifications.read')
export class CertificationMasterController {
  constructor(
    private readonly lists: CertificationListQueries,
    private readonly versions: CertificationVersionQueries,
    private readonly certifications: CertificationQueries,
    private readonly service: CertificationMasterService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/certification-master/certification-master')
  async listCertifications(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const filter = certificationFilter(request.query, today);
    const sort = certificationSort(queryText(request, 'sort'));
    const page = pageNumber(queryText(request, 'page'));
    const asked = { sort, number: page, size: CERTIFICATIONS_PER_PAGE };
    const canManage = hasPermission(actor, 'certifications.manage');
    const list = await this.lists.listCertifications(actor, filter, asked);
    const typedOn = queryText(request, 'on');
    return masterView(list, { filter, sort, page, today, canManage, typedOn });
  }

  @Get(filesAt('export'))
  async exportCertifications(@Req() request: PageRequest): Promise<ListReply> {
    const filter = certificationFilter(request.query, this.clock.today());
    const sort = certificationSort(queryText(request, 'sort'));
    const rows = await this.lists.listAllCertifications(actorOf(request), filter, sort);
    return listReply(certificationList(filter.on), rows, requestedFormat(request), {
      title: `資格の一覧(${formatDateShort(filter.on)}、${things(rows.length)})`,
      suffix: filter.on,
    });
  }

  @PageRoute(':code', 'pages/hr/certification-master/certification')
  async showCertification(@Req() request: PageRequest) {
    const all = await this.versions.listAll();
    const versions = all.filter(({ code }) => code === param(request, 'code'));
    const view = certificationView(versions, {
      names: namesIn(all),
      equivalents: await this.certifications.listEquivalents(),
      today: this.clock.today(),
      canManage: hasPermission(actorOf(request), 'certifications.manage'),
    });
    if (view === null) throw new NotFound();
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute(':code/withdraw', 'showCertification')
  @Allow('certifications.manage')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = param(request, 'code');
    const { version } = parseForm(versionForm, body);
    await this.service.withdrawVersion(actorOf(request), code, version);
    const rest = await this.versions.listOf(code);
    return {
      location: rest.length === 0 ? '/certification-master' : certificationHref(code),
      notice: `第${String(version)}版を取りやめました。`,
    };
  }

  @CommandRoute(':code/check', 'showCertification')
  @Allow('certifications.manage')
  async check(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = param(request, 'code');
    const { version } = parseForm(versionForm, body);
    await this.service.noteCheck(actorOf(request), code, version);
    return { location: certificationHref(code), notice: '確かめたことを登録しました。' };
  }
}
