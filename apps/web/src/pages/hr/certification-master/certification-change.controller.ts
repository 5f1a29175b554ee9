import { Body, Controller, Req } from '@nestjs/common';
import { CertificationMasterService, CertificationVersionQueries } from '@app/certifications';
import { CountingRuleQueries } from '@app/coverage';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import { noteTeamRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { certificationFormView, certificationPreviewView } from './certification-change.views';
import { certificationHref } from './certification-list';
import {
  certificationForm,
  changeTexts,
  choiceTexts,
  emptyTexts,
  seenForm,
} from './certification-master.forms';
import { namesIn } from './certification-names';

/** A box group has no text of its own, but a place for what is wrong with it. */
const GROUPS = { evidence: '', countsAs: '' };

/** A change is typed on one page and registered from the next, which shows old and new, and whose number changes. */
@Controller('certification-master')
@Allow('certifications.manage')
export class CertificationChangeController {
  constructor(
    private readonly versions: CertificationVersionQueries,
    private readonly service: CertificationMasterService,
    private readonly rules: CountingRuleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('new', 'pages/hr/certification-master/certification-form')
  async showNew(@Req() request: PageRequest) {
    const texts = emptyTexts(this.clock.today());
    const names = namesIn(await this.versions.listAll());
    return certificationFormView({
      newest: null,
      form: formView(request, { ...texts, ...GROUPS }),
      ticked: request.refusedForm?.values ?? texts,
      names,
    });
  }

  @CommandRoute('new', 'showNew')
  async add(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const input = parseForm(certificationForm, body);
    await this.service.addCertification(actorOf(request), input);
    return {
      location: certificationHref(input.code),
      notice: `${input.facts.name}を登録しました。`,
    };
  }

  @PageRoute(':code/change', 'pages/hr/certification-master/certification-form')
  async showChange(@Req() request: PageRequest) {
    const all = await this.versions.listAll();
    const newest = all.find(({ code }) => code === param(request, 'code'));
    if (newest === undefined) throw new NotFound();
    const typed = certificationForm.safeParse(request.query);
    // Back from the preview: what was typed is still there.
    const texts = typed.success ? choiceTexts(typed.data) : changeTexts(newest, this.clock.today());
    return certificationFormView({
      newest,
      form: formView(request, { ...texts, ...GROUPS }),
      ticked: request.refusedForm?.values ?? texts,
      names: namesIn(all),
    });
  }

  /** Nothing is written here: what was typed is checked, and the page with the numbers is next. */
  @CommandRoute(':code/change', 'showChange')
  async checkChange(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = param(request, 'code');
    const choices = parseForm(certificationForm, body);
    await this.service.previewChange(actorOf(request), { ...choices, code });
    const location = address(`${certificationHref(code)}/preview`, choiceTexts(choices));
    return { location, isStep: true };
  }

  @PageRoute(':code/preview', 'pages/hr/certification-master/certification-preview')
  async showPreview(@Req() request: PageRequest) {
    const choices = certificationForm.safeParse(request.refusedForm?.values ?? request.query);
    if (!choices.success) throw new NotFound();
    const input = { ...choices.data, code: param(request, 'code') };
    const planned = await this.service.previewChange(actorOf(request), input);
    if (planned.outside.length > 0) noteTeamRead(request, planned.outside.length);
    return certificationPreviewView(planned, input, {
      form: formView(request, {}),
      names: namesIn(await this.versions.listAll()),
      hidden: choiceTexts(choices.data),
      rule: await this.rules.getRuleOn(input.validFrom),
      today: this.clock.today(),
    });
  }

  @CommandRoute(':code/preview', 'showPreview')
  async change(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const code = param(request, 'code');
    const choices = parseForm(certificationForm, body);
    const { seen } = parseForm(seenForm, body);
    const version = await this.service.changeCertification(
      actorOf(request),
      { ...choices, code },
      seen,
    );
    return {
      location: certificationHref(code),
      notice: `${choices.facts.shortName}の第${String(version)}版を登録しました。`,
    };
  }
}
